//! The exports of the module: memory for a request, the call, and memory given back.
//!
//! The only file of the workspace with `unsafe`.
//! A module without a binding layer exchanges addresses with its host, and an address can only be trusted:
//! the host is the test runner, which passes exactly what [`alloc`] and [`call`] gave it.
#![allow(unsafe_code)]

/// Reserves `len` bytes for the host to write a request into.
#[unsafe(no_mangle)]
pub extern "C" fn alloc(len: usize) -> *mut u8 {
    Box::into_raw(vec![0_u8; len].into_boxed_slice()).cast()
}

/// Gives back what [`alloc`] or [`call`] reserved.
///
/// # Safety
/// `address` and `len` come from one earlier call and are given back once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn free(address: *mut u8, len: usize) {
    // SAFETY: by the contract above this is a boxed slice of that length, owned by nobody else.
    drop(unsafe { owned(address, len) });
}

/// Answers the request at `address`, which it takes over: the address of the answer in the upper half, its length in the lower.
///
/// # Safety
/// `address` and `len` come from [`alloc`] and were not given back.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn call(address: *mut u8, len: usize) -> u64 {
    // SAFETY: by the contract above this is a boxed slice of that length, owned by nobody else.
    let request = unsafe { owned(address, len) };
    let answer = crate::answer(&String::from_utf8_lossy(&request));
    let answer = answer.into_bytes().into_boxed_slice();
    let len = answer.len() as u64;
    let address = Box::into_raw(answer).cast::<u8>() as u64;
    (address << 32) | len
}

/// # Safety
/// `address` and `len` describe a boxed slice that nobody else owns.
unsafe fn owned(address: *mut u8, len: usize) -> Box<[u8]> {
    // SAFETY: the caller's promise.
    unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(address, len)) }
}
