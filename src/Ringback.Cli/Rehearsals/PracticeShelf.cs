using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Phones.Conversion;
using Ringback.Phones.Conversion.Routes;
using Ringback.Simulation.Practice;

namespace Ringback.Cli.Rehearsals;

/// <summary>
/// Which practice sets a rehearsal gets: the loads that lead from the start to the goal by the planner's own way, so
/// that it shows what a whole library would do.
/// </summary>
internal static class PracticeShelf
{
    /// <summary>The newest load of each protocol that is known from real packages, of a 7940 or 7960.</summary>
    internal static readonly string[] Ours = ["P0030801SR02", "P0S3-8-12-00", "P0M3-07-7-00"];

    /// <summary>The load that a phone is taken to run when nobody says: old, as second-hand phones are.</summary>
    internal static string UsualStart(PhoneModel model, PhoneCatalogue catalogue) =>
        catalogue.Firmware.Find(model.FirmwareFamily) is { } family
            ? FirmwareLines.Of(model, catalogue)?.UsualStart(family) ?? ""
            : "";

    internal static IEnumerable<PracticeFile> For(
        PhoneModel model, Load from, Goal goal, PhoneCatalogue catalogue)
    {
        IEnumerable<string> loads = model.FirmwareFamily == FirmwareFile.Family7940And7960 ? Ours : [];
        if (goal.Load is { } named) loads = loads.Append(named.Text);
        // Without a package at hand the planner names what is known by name, and the loads on the way.
        RouteQuestion question = new(model, new RoutePoint(from.Protocol, from), goal, [], catalogue);
        bool isOfModel = goal.Load is null || goal.Load.Family.Name == model.FirmwareFamily;
        if (isOfModel && RoutePlanner.Plan(question) is Route route)
            loads = loads.Append(route.Target.Text).Concat(route.Steps.Select(s => s.Load).OfType<string>());
        foreach (string load in loads.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            // A universal loader comes with its load.
            if (Load.TryParse7940(load, out Load? name) && name.IsUniversalLoader) continue;
            if (!PracticeFirmware.TryPackageOf(load, out IReadOnlyList<PracticeFile>? files)) continue;
            foreach (PracticeFile file in files) yield return file;
        }

        if (model.FirmwareFamily is "ata") yield return PracticeFirmware.Transition();
    }
}
