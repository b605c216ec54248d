using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Firmware;
using Ringback.Phones.Conversion.Routes;
using Ringback.Phones.Identification;
using Ringback.Phones.Lines;

namespace Ringback.Phones.Conversion;

/// <summary>
/// What the planner says: a <see cref="ConversionPlan"/>, a <see cref="PlanRefusal"/>, or that it must see more of the
/// phone first.
/// </summary>
public abstract record PlanOutcome;

/// <summary>The goal cannot or must not be tried, and nothing is changed.</summary>
/// <param name="Reason">Why, and what would help.</param>
/// <param name="Missing">Files that would make it possible; empty when files are not the matter.</param>
public sealed record PlanRefusal(string Reason, IReadOnlyList<string> Missing) : PlanOutcome
{
    /// <summary>
    /// The phone, which shall come up with what it has: most register nowhere without a file that says where. Null
    /// while it is not known which it is.
    /// </summary>
    public PhoneModel? Stays { get; init; }
}

/// <summary>
/// It is not known yet what phone this is, and there are loads for several kinds here. Its next questions will tell.
/// </summary>
/// <param name="Defaults">
/// What <c>XMLDefault.cnf.xml</c> may say meanwhile: each model finds its own load there and no other.
/// </param>
public sealed record PlanPending(IReadOnlyList<DefaultLoad> Defaults) : PlanOutcome;

/// <summary>The load of one model in <c>XMLDefault.cnf.xml</c>.</summary>
/// <param name="Element">The element: <c>loadInformation115</c>.</param>
/// <param name="Load">The load.</param>
public sealed record DefaultLoad(string Element, string Load);

/// <summary>
/// How to bring one phone from what it is now to one load, and what it gets meanwhile. A value: it changes nothing and
/// holds no progress. After each event the plan is made anew from what is believed of the phone by then, so that a
/// phone that lost its power, fell back or refused something is led again from where it stands.
/// </summary>
public sealed record ConversionPlan : PlanOutcome
{
    /// <summary>The goal.</summary>
    public required Goal Goal { get; init; }

    /// <summary>The model that is planned for; another one of the same firmware where only that is known.</summary>
    public required PhoneModel Model { get; init; }

    /// <summary>The line of its firmware.</summary>
    public required IFirmwareLine Line { get; init; }

    /// <summary>The load that the phone will run.</summary>
    public required Load Target { get; init; }

    /// <summary>The package it comes from.</summary>
    public required FirmwarePackage Package { get; init; }

    /// <summary>How a 7940 or 7960 takes firmware as the plan is made.</summary>
    public required BootCode From { get; init; }

    /// <summary>The steps from here on; none for a phone that has the load.</summary>
    public required IReadOnlyList<RouteStep> Steps { get; init; }

    /// <summary>The load that every file must name to this phone now.</summary>
    public required Load Names { get; init; }

    /// <summary>
    /// The phone's small virtual root: the firmware that it can see now, in the order of its questions. Configuration
    /// files are made or taken from the user's folder and are not among them.
    /// </summary>
    public required IReadOnlyList<OfferedFile> Offers { get; init; }

    /// <summary>What its profile says; null for a phone without a profile.</summary>
    public UpgradeOrder? Upgrade { get; init; }

    /// <summary>What the user should know before it begins.</summary>
    public IReadOnlyList<Problem> Warnings { get; init; } = [];

    /// <summary>The step that the phone is at; null when it has the load.</summary>
    public RouteStep? Current => Steps.Count == 0 ? null : Steps[0];

    /// <summary>What of the offers answers to a name; null when none does.</summary>
    public OfferedFile? Offer(string name) =>
        Offers.FirstOrDefault(o => o.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A firmware file that a phone can see.</summary>
/// <param name="Name">The name that it asks for.</param>
/// <param name="File">The file; null when it is made from another, as the unsigned twin of a signed image.</param>
/// <param name="Load">The load that it is of.</param>
public sealed record OfferedFile(string Name, FirmwareFile? File, string Load);
