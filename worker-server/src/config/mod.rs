//! Settings of the server: one documented field each, from the command line or the environment.
