using Ringback.Cli;

LastNet net = new(FaultReports.OfThisComputer());
net.Watch();
return await net.CatchAsync(() => CommandLine.Read(args)).ConfigureAwait(false);
