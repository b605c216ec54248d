using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Phones.Conversion;
using Ringback.Simulation.Practice;

namespace Ringback.Workbench.Tests.Conversions;

/// <summary>A phone with a load, and what it is to become.</summary>
internal sealed record ConversionPair(string Model, string From, string Goal)
{
    /// <summary>One load of every generation and protocol of a 7940 or 7960.</summary>
    private static readonly string[] Universal =
    [
        "P00302000000", "P00303020214", "P00305000200", "P00307020200", "P0S30201", "P0S3-03-0-00", "P0S3-05-2-00",
        "P0S3-07-4-00", "P0M3-03-0-00", "P0M3-06-0-00", "P0M3-07-5-00",
    ];

    private static readonly string[] UniversalGoals =
    [
        "P00303030300", "P00305000301", "P0030801SR02", "P0S3-04-4-00", "P0S3-06-3-00", "P0S3-8-12-00", "P0M3-04-0-00",
        "P0M3-06-3-00", "P0M3-07-7-00",
    ];

    /// <summary>What a library of somebody who collects firmware has: all goals, and what lies on the way.</summary>
    internal static IEnumerable<PracticeFile> Library
    {
        get
        {
            PracticeSizes sizes = PracticeSizes.Small;
            string[] loads =
            [
                .. UniversalGoals, "P00305000300", "P0S30203", "P0S3-05-3-00",
                .. Sets().SelectMany(JavaLoads), .. Profiles.SelectMany(p => p.Loads),
            ];
            foreach (string load in loads.Distinct())
            {
                if (!PracticeFirmware.TryPackageOf(load, out IReadOnlyList<PracticeFile>? files, sizes))
                    throw new InvalidOperationException($"There is no practice set of {load}.");
                foreach (PracticeFile file in files) yield return file;
            }

            yield return PracticeFirmware.Transition(sizes);
        }
    }

    private static readonly (string Model, string[] Starts, string[] Loads)[] Profiles =
    [
        ("7902G", ["CP7902060000SCCP040101A"], ["CP7902080002SCCP060817A"]),
        ("7905G", ["CP7905060000SCCP040101A", "CP7905060000SIP040101A"],
            ["CP7905080003SCCP070409A", "CP7905080001SIP060412A"]),
        ("7912G", ["CP7912060000SCCP040101A", "CP7912080000SIP060111A"],
            ["CP7912080004SCCP080108A", "CP7912080001SIP060412A"]),
        ("ATA 186", ["ATA010300SCCP020101A", "ATA030000SCCP060101A"], ["ATA030204SCCP090202A"]),
        ("ATA 188", ["ATA030000SCCP060101A"], ["ATA030204SCCP090202A"]),
    ];

    /// <summary>Every start that is simulated.</summary>
    internal static IEnumerable<(string Model, string From)> Starts =>
    [
        .. Universal.Select((from, i) => (i % 2 == 0 ? "7940G" : "7960", from)),
        .. JavaModels().SelectMany(m => JavaStarts(m).Select(from => (m.Model, from))),
        .. Profiles.SelectMany(p => p.Starts.Select(from => (p.Model, from))),
    ];

    /// <summary>The same for one model of each firmware.</summary>
    internal static IEnumerable<(string Model, string From)> StartsOfFamilies => Starts
        .GroupBy(s => PhoneCatalogue.BuiltIn.Find(s.Model)!.FirmwareFamily)
        .SelectMany(family => family.DistinctBy(s => s.From));

    /// <summary>Every goal of a model.</summary>
    internal static IEnumerable<string> GoalsOf(string model)
    {
        PhoneModel known = PhoneCatalogue.BuiltIn.Find(model)!;
        if (known.FirmwareFamily == FirmwareFile.Family7940And7960) return UniversalGoals;
        return FirmwareFamilies.Find(known.FirmwareFamily) is { IsJava: true, SetNumber: { } set }
            ? JavaLoads(set)
            : Profiles.First(p => p.Model == model).Loads;
    }

    /// <summary>Whether the planner knows a way, with everything at hand.</summary>
    internal bool IsPossible(IReadOnlyList<FirmwarePackage> packages)
    {
        PhoneModel model = PhoneCatalogue.BuiltIn.Find(Model)!;
        if (!Ringback.Catalogue.Loads.Goal.TryParse(Goal, out Goal? goal)) throw new InvalidOperationException(Goal);
        return ConversionPlanner.Plan(PhoneFacts.Of(model, Load.Parse(From)), goal, packages, PhoneCatalogue.BuiltIn,
            practiceAllowed: true) is ConversionPlan
            && From != Goal;
    }

    public override string ToString() => $"{Model} {From} → {Goal}";

    private static IEnumerable<string> Sets() =>
        FirmwareFamilies.All.Where(f => f.IsJava).Select(f => f.SetNumber!);

    private static IEnumerable<PhoneModel> JavaModels() => PhoneCatalogue.BuiltIn.Models.Where(
        m => FirmwareFamilies.Find(m.FirmwareFamily) is { IsJava: true });

    private static string[] JavaLoads(string set) =>
        [$"SCCP{set}.8-5-2S", $"SIP{set}.8-5-2S", $"SCCP{set}.9-4-2SR3-1S", $"SIP{set}.9-4-2SR3-1S"];

    /// <summary>Each model of a family starts from another release, so that every release is started from.</summary>
    private static IEnumerable<string> JavaStarts(PhoneModel model)
    {
        string set = FirmwareFamilies.Find(model.FirmwareFamily)!.SetNumber!;
        return from protocol in (string[])["SCCP", "SIP"]
               from release in (string[])["8-2-1S", "8-4-2S", "8-5-3S", "9-3-1S"]
               select $"{protocol}{set}.{release}";
    }
}
