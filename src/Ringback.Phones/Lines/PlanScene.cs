using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Phones.Conversion.Routes;

namespace Ringback.Phones.Lines;

/// <summary>A phone that is to be led to a load, with everything that decides how.</summary>
/// <param name="Facts">What is known of the phone; its model is.</param>
/// <param name="Target">The load, and its package.</param>
/// <param name="Packages">The firmware at hand.</param>
/// <param name="Catalogue">What is known of phones, with the assumptions that hold.</param>
public sealed record PlanScene(
    PhoneFacts Facts, RouteTarget Target, IReadOnlyList<FirmwarePackage> Packages, PhoneCatalogue Catalogue)
{
    /// <summary>The phone's model, or one with the same firmware.</summary>
    public PhoneModel Model => Facts.Model!;

    /// <summary>The question which ways lead from a start to the load.</summary>
    public RouteQuestion From(RoutePoint start) => new(Model, start, Goal.Of(Target.Load), Packages, Catalogue);

    /// <summary>The package of that load; null when it is not at hand.</summary>
    public FirmwarePackage? PackageOf(string load) =>
        Packages.FirstOrDefault(p => p.Load.Equals(load, StringComparison.OrdinalIgnoreCase));

    /// <summary>A sound file, of the load's own package before any other's; null when there is none.</summary>
    public FirmwareFile? File(string name, string load) =>
        new[] { PackageOf(load), Target.Package }.Concat(Packages).OfType<FirmwarePackage>()
            .SelectMany(p => p.Files.Select(f => (f.Name, f.File))
                .Append((p.UnsignedTwin?.FileName ?? "", p.UnsignedTwin)))
            .Where(f => f.Item1.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(f => f.Item2)
            .FirstOrDefault(f => f is { HasError: false });
}
