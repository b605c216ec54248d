using Ringback.Cli;
using Ringback.Cli.Verbs;

LastNet net = new(FaultReports.OfThisComputer());
net.Watch();
return await net.CatchAsync(() => CommandLine.Read(args)).ConfigureAwait(false);
