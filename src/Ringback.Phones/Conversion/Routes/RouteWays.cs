namespace Ringback.Phones.Conversion.Routes;

/// <summary>Which of a route's ways can be taken with what is at hand.</summary>
internal static class RouteWays
{
    /// <summary>
    /// The steps of the way that can be taken: Cisco's own, with its loads at hand, else the one that a source reports
    /// beside it. Null when neither can.
    /// </summary>
    /// <param name="route">The route with all its ways.</param>
    /// <param name="instead">The other way, when that is the one.</param>
    internal static IReadOnlyList<RouteStep>? Taken(Route route, out RouteAlternative? instead)
    {
        instead = null;
        RouteStep[] main = [.. route.Steps.Where(IsSure)];
        if (CanTake(main)) return main;
        instead = route.Alternatives.FirstOrDefault(a => a.IsAutomatic && CanTake(a.Steps.Where(IsSure)));
        return instead is null ? null : [.. instead.Steps.Where(IsSure)];
    }

    internal static bool CanTake(IEnumerable<RouteStep> steps) =>
        steps.All(s => s.Files.All(f => f.IsOptional || f.Source is not RouteFileSource.Missing));

    /// <summary>
    /// A step that only some phones need is left out until the phone shows that it does; then it is planned for what
    /// it has shown, and is sure.
    /// </summary>
    private static bool IsSure(RouteStep step) =>
        step.OnlyWhen is null && (step.Load is not null || step.UpgradeImage is not null);
}
