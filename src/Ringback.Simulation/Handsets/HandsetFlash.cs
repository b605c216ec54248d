using System.Net;
using Ringback.Catalogue;
using Ringback.Simulation.Practice;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// What a phone remembers without power. In a 7940 or 7960 the universal loader lives in bank 1 and the protocol's
/// application in bank 2; one from before the loader has a single image that is both (sources.md 7940-7960-code §2).
/// A Java phone has a set, a 7902, 7905, 7912 or ATA one image.
/// </summary>
public sealed record HandsetFlash
{
    /// <summary>The load that it runs; null when there is none, or none that is whole.</summary>
    public string? Load { get; init; }

    /// <summary>The universal loader; null on a phone from before it, and on every other family.</summary>
    public string? Loader { get; init; }

    /// <summary>The loader's build, compared with <c>LA_VERSION</c>; null without a loader.</summary>
    public string? LoaderBuild { get; init; }

    /// <summary>
    /// The mark that a universal loader leaves when it could not fetch or would not take what it was told of; the
    /// application then does not restart into it for the same (W710, sources.md 7940-7960-code §9).
    /// </summary>
    public bool HasFailedMark { get; init; }

    /// <summary>
    /// True when a trust list was stored unseen: a universal loader then asks for names with <c>.sgn</c> behind
    /// (sources.md 7940-7960-code §3), and only a factory reset ends that.
    /// </summary>
    public bool HasTrustList { get; init; }

    /// <summary>The text configuration of a SIP application, which it registers with when no file comes.</summary>
    public HandsetLine? Line { get; init; }

    /// <summary>
    /// The image id of the last <c>upgradecode</c> that was applied; null when none was (sources.md other-phones
    /// §1.4).
    /// </summary>
    public uint? ImageId { get; init; }

    /// <summary>
    /// Whether a 7902, 7905 or 7912 can check signatures. An old 7905 cannot, before its first new <c>.zup</c>
    /// (sources.md other-phones §1.2).
    /// </summary>
    public bool ChecksSignatures { get; init; }

    /// <summary>True for a Java phone that will ask for <c>termNN.default.loads</c> first.</summary>
    public bool IsReset { get; init; }

    /// <summary>
    /// The load whose boot code judges the next image of a Java phone while <see cref="Load"/> is not whole.
    /// </summary>
    public string? BootCode { get; init; }

    /// <summary>
    /// True when the code that starts everything is gone: power was cut while it was written, and nothing is known that
    /// brings such a phone back (sources.md 7940-7960 §4.3).
    /// </summary>
    public bool IsBricked { get; init; }

    /// <summary>True when a whole load is there that can start.</summary>
    public bool HasGoodImage => !IsBricked && Load is not null;

    /// <summary>A phone that has run this load for years.</summary>
    /// <param name="model">The phone's model.</param>
    /// <param name="load">The load's name, without an extension.</param>
    /// <exception cref="ArgumentException">It is no load of this model.</exception>
    public static HandsetFlash Running(PhoneModel model, string load)
    {
        if (StoredLoad.Of(model, load) is not { } ours)
            throw new ArgumentException($"'{load}' is no load of a {model.Model}.", nameof(load));
        HandsetFlash flash = new() { Load = load };
        if (HandsetKinds.Of(model) is not HandsetKind.Universal)
            return flash with { ChecksSignatures = model.FirmwareFamily is "7902" or "7905" or "7912" };
        if (ours is { IsBeforeLoader: true, IsLoader: false }) return flash;
        string loader = ours.IsLoader ? load : PracticeFirmware.LoaderOf(Catalogue.Loads.Load.Parse(load));
        return flash with
        {
            // A loader alone has no application: "Protocol Application Invalid".
            Load = ours.IsLoader ? null : load,
            Loader = loader,
            LoaderBuild = PracticeFirmware.LoaderBuild(loader),
        };
    }

    /// <summary>
    /// The same flash after somebody did a factory reset. A Java phone asks for its default list next, and keeps what
    /// it had until then (UNVERIFIED). In a universal loader the text configuration and the trust list go and the
    /// application stays; no code before it has such a menu (sources.md 7940-7960-code §12). What the others lose is
    /// not known, and they lose nothing here.
    /// </summary>
    public HandsetFlash AfterFactoryReset(PhoneModel model) => model.Family switch
    {
        "java" => this with { IsReset = true },
        "7940-7960" when Loader is not null => this with { Line = null, HasTrustList = false },
        _ => this,
    };
}

/// <summary>Where a SIP application registers, and as whom.</summary>
/// <param name="Proxy">The proxy.</param>
/// <param name="Name">The line's name; null when none was set.</param>
public sealed record HandsetLine(IPEndPoint Proxy, string? Name)
{
    /// <summary>What it shows a registrar that asks for a password; null for nothing.</summary>
    public HandsetSecret? Secret { get; init; }
}

/// <summary>A password and the name that goes with it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Password">The password.</param>
public sealed record HandsetSecret(string Name, string Password)
{
    /// <summary>The password is in no log.</summary>
    public override string ToString() => $"HandsetSecret {{ Name = {Name} }}";
}
