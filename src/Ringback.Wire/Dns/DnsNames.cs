namespace Ringback.Wire.Dns;

/// <summary>A name by which a phone looks for its server.</summary>
/// <param name="Name">The first word of the name.</param>
/// <param name="Source">Who asks for it, and how that is known.</param>
public sealed record DnsName(string Name, string Source);

/// <summary>The names by which phones look for their server when nothing else tells them one.</summary>
public static class DnsNames
{
    /// <summary>All that are known.</summary>
    public static IReadOnlyList<DnsName> BuiltIn { get; } =
    [
        new("CiscoCM1", "a 7921 without options 150 and 66, siaddr and sname (sources.md other-phones §5.2)"),
    ];
}
