// The tests mostly wait for the timers of servers and phones, so more of them may run than there are cores.
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]
