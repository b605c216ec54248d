// The tests mostly wait for the timers of servers and phones, so three may run to a core of a small machine.
[assembly: Xunit.v3.Parallelization(MaxThreads = 6)]
