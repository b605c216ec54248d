using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Simulation.Practice;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// What a phone remembers without power. In a 7940 or 7960 the universal loader lives in bank APP1 and the protocol's
/// application in bank APP2; one from before the loader has a single image that is both (sources.md 7940-7960 §1.1).
/// A Java phone has a set, a 7902, 7905, 7912 or ATA one image.
/// </summary>
public sealed record HandsetFlash
{
    /// <summary>The load that it runs; null when there is none, or none that is whole.</summary>
    public string? Load { get; init; }

    /// <summary>The universal loader; null on a phone from before it, and on every other family.</summary>
    public Load? Loader { get; init; }

    /// <summary>The loader's build, compared with <c>LA_VERSION</c>; null without a loader.</summary>
    public string? LoaderBuild { get; init; }

    /// <summary>
    /// The image id of the last <c>upgradecode</c> that was applied; null when none was (sources.md other-phones
    /// §1.4).
    /// </summary>
    public uint? ImageId { get; init; }

    /// <summary>
    /// Whether a 7902, 7905 or 7912 can check signatures. An old 7905 cannot, before its first new <c>.zup</c> (field
    /// guide other-phones §1.2).
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
        if (!Catalogue.Loads.Load.TryParse(load, model.FirmwareFamily, out Load? ours, out LoadFault why))
            throw new ArgumentException($"'{load}' is no load of a {model.Model}: {why}.", nameof(load));
        HandsetFlash flash = new() { Load = ours.Text };
        if (ours is not { Generation: not null } name)
            return flash with { ChecksSignatures = model.FirmwareFamily is "7902" or "7905" or "7912" };
        if (name.Generation < LoadGeneration.Universal) return flash;
        string loader = PracticeFirmware.LoaderOf(name);
        return flash with
        {
            // A loader alone has no application: "Protocol Application Invalid".
            Load = name.IsUniversalLoader ? null : name.Text,
            Loader = Catalogue.Loads.Load.Parse(loader),
            LoaderBuild = PracticeFirmware.LoaderBuild(loader),
        };
    }

    /// <summary>
    /// The same flash after somebody did a factory reset. A Java phone asks for its default list next, and keeps what
    /// it had until then (UNVERIFIED); a universal loader loses its application (sources.md 7940-7960 §4.2); what the
    /// others lose is not known, and they lose nothing here.
    /// </summary>
    public HandsetFlash AfterFactoryReset(PhoneModel model) => model.Family switch
    {
        "java" => this with { IsReset = true },
        "7940-7960" when Loader is not null => this with { Load = null },
        _ => this,
    };

    /// <summary>
    /// True for a 7940 or 7960 that checks signatures: from the first signed load on, for ever.
    /// </summary>
    internal bool AcceptsSignedOnly => Loader is not null || Application is { Generation: >= LoadGeneration.Signed };

    /// <summary>The load, where it is one of a 7940 or 7960.</summary>
    internal Load? Application => Catalogue.Loads.Load.TryParse7940(Load, out Load? load) ? load : null;
}
