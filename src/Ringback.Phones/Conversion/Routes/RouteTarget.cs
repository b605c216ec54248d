using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;

namespace Ringback.Phones.Conversion.Routes;

/// <summary>The load that a goal means, and its package when that is at hand.</summary>
/// <param name="Load">The load.</param>
/// <param name="Package">Its files, complete or not; null when none is at hand.</param>
public sealed record RouteTarget(Load Load, FirmwarePackage? Package)
{
    /// <summary>
    /// Which of the maker's keys the load is signed with, as its files prove; null where none is at hand that does.
    /// </summary>
    internal SigningSlot? SignedWith => Package?.Files
        .Select(f => f.File)
        .FirstOrDefault(f => f is { Authenticity: Authenticity.Genuine, SigningKey: not null })?.SigningKey!.Slot;

    /// <summary>The packages of the model's firmware family, newest first.</summary>
    public static IEnumerable<RouteTarget> OfFamily(RouteQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return question.Packages.Where(p => p.Family is not null && p.Family == question.Model.FirmwareFamily)
            .Select(p => Load.TryParse(p.Load, out Load? load, question.Catalogue.Firmware)
                ? new RouteTarget(load, p)
                : null)
            .OfType<RouteTarget>()
            .OrderByDescending(t => t.Load, Comparer<Load>.Create(Load.CompareAge));
    }

    internal static FirmwarePackage? PackageOf(Load load, RouteQuestion question) => question.Packages
        .FirstOrDefault(p => p.Load.Equals(load.Text, StringComparison.OrdinalIgnoreCase));
}
