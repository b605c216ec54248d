namespace Ringback.Bench.Servers.Reports;

/// <summary>What we want to reach, and what was measured.</summary>
/// <param name="What">The target in words.</param>
/// <param name="Measured">The figures that decide.</param>
/// <param name="IsReached">Null when it was not measured.</param>
internal sealed record Target(string What, string Measured, bool? IsReached)
{
    /// <summary>A target whose figures are missing.</summary>
    internal static Target Open(string what) => new(what, "not measured", null);

    /// <summary>Ours against a bound that is a factor of somebody else's.</summary>
    /// <param name="what">The target in words.</param>
    /// <param name="ours">Our figure.</param>
    /// <param name="theirs">Theirs, which is multiplied by the factor.</param>
    /// <param name="whose">Whose that is.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="unit">The unit of the figures.</param>
    /// <param name="atMost">Whether less is better.</param>
    internal static Target Against(
        string what, double? ours, double? theirs, string? whose, double factor, string unit, bool atMost = false)
    {
        if (ours is not { } a || theirs is not { } b || b == 0) return Open(what);
        string measured = $"{Figures.Number(a)} against {Figures.Number(b)} {unit} of {whose}: {Figures.Ratio(a / b)}";
        return new Target(what, measured, atMost ? a <= factor * b : a >= factor * b);
    }

    /// <summary>Ours against a fixed bound that must not be passed.</summary>
    internal static Target AtMost(string what, double? ours, double bound, string unit) =>
        ours is { } value
            ? new Target(what, $"{Figures.Number(value)} {unit}", value <= bound)
            : Open(what);
}
