using System.Diagnostics.CodeAnalysis;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Tables;
using Ringback.Files.Firmware;

namespace Ringback.Phones.Conversion.Routes;

/// <summary>The load that a goal means, and its package when that is at hand.</summary>
/// <param name="Load">The load.</param>
/// <param name="Package">Its files, complete or not; null when none is at hand.</param>
internal sealed record RouteTarget(Load Load, FirmwarePackage? Package)
{
    /// <summary>
    /// The named load; else the newest whole one at hand; else the newest at hand, whose gaps are then told; else the
    /// newest that is known by name.
    /// </summary>
    internal static bool TryChoose(RouteQuestion question, [NotNullWhen(true)] out RouteTarget? target)
    {
        if (question.To.Load is { } named)
        {
            target = new RouteTarget(named, PackageOf(named, question));
            return true;
        }

        RouteTarget[] fitting = [.. OfFamily(question).Where(t => t.Load.Protocol == question.To.Protocol)];
        // The universal loader starts any protocol, so a load before it is nobody's first choice.
        if (fitting.Any(IsUniversal)) fitting = [.. fitting.Where(IsUniversal)];
        target = fitting.Where(t => t.Package is { Complete: true, IsPractice: false }).FirstOrDefault()
            ?? fitting.FirstOrDefault()
            ?? Documented(question);
        return target is not null;
    }

    /// <summary>The packages of the model's firmware family, newest first.</summary>
    internal static IEnumerable<RouteTarget> OfFamily(RouteQuestion question) =>
        OfFamily(question.Packages, question.Model);

    /// <inheritdoc cref="OfFamily(RouteQuestion)"/>
    internal static IEnumerable<RouteTarget> OfFamily(
        IReadOnlyList<FirmwarePackage> packages, PhoneModel model) => packages
        .Where(p => p.Family is not null && p.Family == model.FirmwareFamily)
        .Select(p => Load.TryParse(p.Load, model.FirmwareFamily, out Load? load, out _)
            ? new RouteTarget(load, p)
            : null)
        .OfType<RouteTarget>()
        .OrderByDescending(t => t.Load, Comparer<Load>.Create(Load.CompareAge));

    internal static FirmwarePackage? PackageOf(Load load, RouteQuestion question) => question.Packages
        .FirstOrDefault(p => p.Load.Equals(load.Text, StringComparison.OrdinalIgnoreCase));

    private static bool IsUniversal(RouteTarget target) =>
        target.Load is { Generation: LoadGeneration.Universal };

    private static RouteTarget? Documented(RouteQuestion question)
    {
        string word = question.To.Protocol!.Value.ToString().ToLowerInvariant();
        string[]? row = EmbeddedTable.Rows(typeof(RouteTarget), "documented-loads.txt")
            .FirstOrDefault(r => r[0] == question.Model.FirmwareFamily && r[1] == word);
        return row is not null && Load.TryParse(row[2], question.Model.FirmwareFamily, out Load? load, out _)
            ? new RouteTarget(load, null)
            : null;
    }
}
