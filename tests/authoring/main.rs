//! What authors do around a guide: beginning one, adding to it, publishing it,
//! moving in and out.

mod action;
mod book;
mod docs;
mod export;
mod folder;
mod help;
mod import;
mod import_forms;
mod init;
mod new;
mod runner;
mod schemas;
mod workflows;
