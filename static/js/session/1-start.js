// The practice page.
