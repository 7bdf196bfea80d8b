// Prints how many bytes a file has, and how many after brotli.

import { readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

const bytes = readFileSync(process.argv[2]);
const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
const small = brotliCompressSync(bytes, { params });
const kilobytes = (it) => `${Math.round(it.length / 1024)} KB`;
console.log(`${kilobytes(bytes)}, after brotli ${kilobytes(small)}`);
