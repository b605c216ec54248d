namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>How deep the judges look: what everybody can wait for, or, in ./test-long, everything.</summary>
internal static class Depth
{
    internal const string Variable = "RINGBACK_JUDGES";

    internal static bool IsLong { get; } = Environment.GetEnvironmentVariable(Variable) == "long";
}
