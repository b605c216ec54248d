using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;

namespace Ringback.Phones.Conversion.Routes;

/// <summary>
/// The answer to a <see cref="RouteQuestion"/>: a <see cref="Route"/> or a <see cref="RouteRefusal"/>; there is no
/// third, for no model of the catalogue.
/// </summary>
public abstract record RouteOutcome;

/// <summary>There is no way, or none that any source describes.</summary>
/// <param name="Code">What kind of no, stable, kebab case: <c>signed-to-unsigned</c>.</param>
/// <param name="Reason">Why not, one or two sentences.</param>
/// <param name="Sources">Where that is written.</param>
/// <param name="Help">What would help, and what Ringback can do instead.</param>
public sealed record RouteRefusal(
    string Code, string Reason, IReadOnlyList<string> Sources, string Help) : RouteOutcome;

/// <summary>The way of one phone from what it runs to a load. Only a value: it changes nothing.</summary>
public sealed record Route : RouteOutcome
{
    /// <summary>The phone.</summary>
    public required PhoneModel Model { get; init; }

    /// <summary>Where it starts.</summary>
    public required RoutePoint From { get; init; }

    /// <summary>The load where it ends.</summary>
    public required Load Target { get; init; }

    /// <summary>The steps in order; none when the phone is there already.</summary>
    public required IReadOnlyList<RouteStep> Steps { get; init; }

    /// <summary>Other ways, each with its risk.</summary>
    public IReadOnlyList<RouteAlternative> Alternatives { get; init; } = [];

    /// <summary>What to know before it begins, and what is not verified.</summary>
    public IReadOnlyList<Problem> Warnings { get; init; } = [];

    /// <summary>The names of the files that the steps need and that are not at hand, each once.</summary>
    public IReadOnlyList<string> Missing =>
        [.. Steps.SelectMany(s => s.Files).Where(f => f.Source is RouteFileSource.Missing).Select(f => f.Name)
            .Distinct(StringComparer.OrdinalIgnoreCase)];
}

/// <summary>One step of a route: up to the next restart on another load.</summary>
public sealed record RouteStep
{
    /// <summary>The step in words, in the imperative.</summary>
    public required string Title { get; init; }

    /// <summary>The load that the phone is sent to; null for a step that only finds something out.</summary>
    public string? Load { get; init; }

    /// <summary>The protocol of that load; null for a universal loader, and where nothing is loaded.</summary>
    public PhoneProtocol? Protocol { get; init; }

    /// <summary>When the step is needed, where that is not known yet; null when it always is.</summary>
    public string? OnlyWhen { get; init; }

    /// <summary>The files that the phone must find.</summary>
    public IReadOnlyList<RouteFile> Files { get; init; } = [];

    /// <summary>The names that the phone asks for, in order; <c>&lt;MAC&gt;</c> stands for its address.</summary>
    public IReadOnlyList<string> Asks { get; init; } = [];

    /// <summary>What its screen shows, in order; empty where that is not known.</summary>
    public IReadOnlyList<string> Shows { get; init; } = [];

    /// <summary>What proves that the step is done, the surest first.</summary>
    public required IReadOnlyList<string> Evidence { get; init; }

    /// <summary>Roughly how long it takes; null when nobody measured it.</summary>
    public int? Minutes { get; init; }

    /// <summary>True when there is no way back to what the phone ran before the step.</summary>
    public bool OneWay { get; init; }

    /// <summary>How to go back; null when there is no way, or nothing changes.</summary>
    public string? WayBack { get; init; }

    /// <summary>The image id of the step's <c>upgradecode</c>, <c>0x080108a</c>; null for other steps.</summary>
    public string? ImageId { get; init; }

    /// <summary>The file that the <c>upgradecode</c> names; null for others.</summary>
    public string? UpgradeImage { get; init; }

    /// <summary>Why the step is needed.</summary>
    public required string Why { get; init; }

    /// <summary>Where the rule is written.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>What may be seen, and what follows from it; empty where nothing is open.</summary>
    public IReadOnlyList<RouteBranch> Branches { get; init; } = [];
}

/// <summary>One thing that may be seen.</summary>
/// <param name="Sees">What is seen.</param>
/// <param name="Means">What that says about the phone.</param>
/// <param name="Then">What follows.</param>
public sealed record RouteBranch(string Sees, string Means, string Then);

/// <summary>Where a file of a step comes from.</summary>
public enum RouteFileSource
{
    /// <summary>It is at hand, and nothing is known to be wrong with it.</summary>
    Library,

    /// <summary>It is written for the phone, or made from a file that is at hand.</summary>
    Made,

    /// <summary>It is not at hand, or what is there is damaged.</summary>
    Missing,
}

/// <summary>A file of a step.</summary>
/// <param name="Name">The name that the phone asks for.</param>
/// <param name="Why">What it needs it for.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record RouteFile(string Name, string Why, RouteFileSource Source)
{
    /// <summary>The line that matters in a file that is written for the phone; null for firmware.</summary>
    public string? Says { get; init; }

    /// <summary>True for a configuration file, which is written for the phone; false for firmware.</summary>
    public bool IsWritten { get; init; }

    /// <summary>True when only some phones ask for it, so that the step can be taken without.</summary>
    public bool IsOptional { get; init; }
}

/// <summary>Another way to the same load.</summary>
/// <param name="Title">The way in words.</param>
/// <param name="Risk">What speaks against it.</param>
/// <param name="Steps">Its steps in order.</param>
/// <param name="Sources">Where it is written.</param>
public sealed record RouteAlternative(
    string Title, string Risk, IReadOnlyList<RouteStep> Steps, IReadOnlyList<string> Sources)
{
    /// <summary>True when the phone can be led on it without a hand at the phone.</summary>
    public bool IsAutomatic { get; init; }
}
