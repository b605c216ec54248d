namespace Ringback.EndToEnd.Tests.Programs;

/// <summary>Where a program runs and what address it is reached at.</summary>
/// <param name="Address">The address.</param>
/// <param name="Namespace">The network namespace; null for the one that the tests run in.</param>
internal sealed record Place(string Address, string? Namespace = null)
{
    internal static Place Loopback { get; } = new("127.0.0.1");

    internal static Place LoopbackV6 { get; } = new("::1");

    /// <summary>The command line that runs a program there.</summary>
    internal (string Program, IEnumerable<string> Arguments) CommandLine(string program, IEnumerable<string> arguments)
        => Namespace is null
            ? (program, arguments)
            : ("ip", ["netns", "exec", Namespace, program, .. arguments]);
}
