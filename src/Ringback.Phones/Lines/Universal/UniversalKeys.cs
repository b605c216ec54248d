using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Phones.Cases;
using Ringback.Phones.Conversion.Routes;

namespace Ringback.Phones.Lines.Universal;

/// <summary>
/// The two keys that loads are signed with. Only the loader holds keys: the older one, or both; code from before it the
/// older one. A file of the older key is taken by all of them (sources.md 7940-7960-code §1).
/// </summary>
internal static class UniversalKeys
{
    internal const string Guide = "sources.md 7940-7960-code ";

    /// <summary>
    /// A phone that took the bridge so often, and still does not believe what it should then, is not helped by it. Each
    /// time its loader is written.
    /// </summary>
    private const int MostBridges = 3;

    /// <summary>The load whose list and loader are signed with the older key; the loader holds both.</summary>
    internal static readonly Load Bridge = Load.Parse("P0S3-8-12-00");

    /// <summary>That loader.</summary>
    internal static readonly Load BridgeLoader = Load.Parse("P003-8-12-00");

    /// <summary>The load that is known to be signed with the newer key.</summary>
    private static readonly Load New = Load.Parse("P0030801SR02");

    /// <summary>Whether a load is signed with the newer key: by its files where they prove it, else by name.</summary>
    internal static bool IsNew(RouteTarget target) =>
        target.SignedWith is { } key ? key is SigningSlot.New : target.Load.Equals(New);

    /// <summary>Whether the loader that comes with a load is known to hold both keys.</summary>
    internal static bool HoldsBoth(Load? load) =>
        load is not null && (load.Equals(Bridge) || load.Equals(BridgeLoader) || load.Equals(New));

    /// <summary>True when a phone on a load may not be able to read what the target's files are signed with.</summary>
    internal static bool IsGap(Load at, RouteTarget target) => IsNew(target) && !HoldsBoth(at);

    /// <summary>
    /// True for a phone whose loader writes its name as one with both keys does, or that had the bridge's loader whole
    /// and has begun anew since; and that has not shown that it is without it all the same.
    /// </summary>
    internal static bool ShowsBoth(PhoneFacts facts, RouteTarget target) =>
        !facts.Progress.Distrusts(target.Load.Text) && (facts.HoldsBothKeys is true
            || (facts.Progress is { IsLoaderIn: true } progress && HoldsBoth(LoaderOf(progress))));

    /// <summary>
    /// True when a phone that did not believe the list of a load would not after the bridge either, or none would help.
    /// </summary>
    internal static bool IsFinal(PhoneFacts facts, RouteTarget target) => facts.Progress.Distrusts(target.Load.Text)
        && (!IsNew(target) || HoldsBoth(facts.OwnLoad)
            || (facts.Progress.LoaderTimes >= MostBridges && HoldsBoth(LoaderOf(facts.Progress))));

    private static Load? LoaderOf(FirmwareProgress progress) =>
        Load.TryParse7940(progress.Loader, out Load? loader) ? loader : null;
}
