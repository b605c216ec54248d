// They mostly wait: for phones that boot at the speed of phones, and for a page that is drawn.
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]
