// They wait for phones that boot, and for a browser that draws with what is left of the processor: more at a time
// would not be done sooner.
[assembly: Xunit.v3.Parallelization(MaxThreads = 2)]
