//! The binding to JavaScript: the only file that names wasm-bindgen.
