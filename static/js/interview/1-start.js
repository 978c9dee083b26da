// The mock interview.
