"""The parts of `bench/peers`: the questions, one module a generator, the stopwatch, the report."""
