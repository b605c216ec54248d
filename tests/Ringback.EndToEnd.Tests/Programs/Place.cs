namespace Ringback.EndToEnd.Tests.Programs;

/// <summary>Where a program runs and what address it is reached at.</summary>
/// <param name="Address">The address.</param>
/// <param name="Namespace">The network namespace; null for the one that the tests run in.</param>
/// <param name="Before">What stands before the program on the command line, and runs it; null for nothing.</param>
internal sealed record Place(string Address, string? Namespace = null, IReadOnlyList<string>? Before = null)
{
    internal static Place Loopback { get; } = new("127.0.0.1");

    internal static Place LoopbackV6 { get; } = new("::1");

    /// <summary>The command line that runs a program there.</summary>
    internal (string Program, IEnumerable<string> Arguments) CommandLine(string program, IEnumerable<string> arguments)
    {
        string[] inside = [.. Before ?? [], program, .. arguments];
        return Namespace is null
            ? (inside[0], inside[1..])
            : ("ip", ["netns", "exec", Namespace, .. inside]);
    }
}
