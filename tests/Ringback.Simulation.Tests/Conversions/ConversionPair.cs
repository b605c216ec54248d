using System.Text.RegularExpressions;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Conversion;
using Ringback.Phones.Lines;
using Ringback.Simulation.Handsets;
using Ringback.Simulation.Practice;

namespace Ringback.Simulation.Tests.Conversions;

/// <summary>A phone with a load, and what it is to become.</summary>
internal sealed record ConversionPair(string Model, string From, string Goal)
{
    /// <summary>A seed of its own for each pair and turn; the same in every run.</summary>
    internal int Seed(int turn)
    {
        int seed = 17 + turn;
        foreach (char c in ToString()) seed = unchecked((seed * 31) + c);
        return seed & 0xFFFFFF;
    }

    /// <summary>What the planner says when everything is known and the library is at hand.</summary>
    internal PlanOutcome Plan(LibraryShelf shelf)
    {
        PhoneModel model = PhoneCatalogue.BuiltIn.Find(Model)!;
        Assert.True(Ringback.Catalogue.Loads.Goal.TryParse(Goal, out Goal? goal), Goal);
        return ConversionPlanner.Plan(PhoneFacts.Of(model, Load.Parse(From)), goal, shelf.Packages,
            PhoneCatalogue.BuiltIn, practiceAllowed: true);
    }

    public override string ToString() => $"{Model} {From} → {Goal}";
}

/// <summary>The pairs of <c>docs/conversions.md</c>, and a library with every load that stands there.</summary>
internal static partial class ConversionPage
{
    /// <summary>Of these the page names no load to start from.</summary>
    private static readonly (string Model, string[] Starts)[] Profiles =
    [
        ("7902G", ["CP7902060000SCCP040101A"]),
        ("7905G", ["CP7905060000SCCP040101A", "CP7905060000SIP040101A"]),
        ("7912G", ["CP7912060000SCCP040101A", "CP7912080000SIP060111A"]),
        ("ATA 186", ["ATA010300SCCP020101A", "ATA030000SCCP060101A"]),
        ("ATA 188", ["ATA030000SCCP060101A"]),
    ];

    /// <summary>Loads that the page does not know, and some people have.</summary>
    private static readonly string[] Others = ["CP7905080001SIP060412A"];

    static ConversionPage()
    {
        List<ConversionPair> pairs = [];
        HashSet<string> loads = [.. Others];
        string[] models = [], goals = [];
        foreach (string line in File.ReadLines(Path.Combine(Root(), "docs", "conversions.md")))
        {
            foreach (Match load in LoadName().Matches(line)) loads.Add(load.Value);
            string[] cells = [.. line.Trim('|').Split('|').Select(c => c.Trim())];
            if (line.StartsWith("## ", StringComparison.Ordinal)) models = line[3..].Split(", ");
            else if (line.StartsWith("| from", StringComparison.Ordinal)) goals = cells[1..];
            else if (line.StartsWith("| ", StringComparison.Ordinal)) Add(pairs, models, goals, cells[0]);
        }

        foreach ((string model, string[] starts) in Profiles)
        {
            foreach (string from in starts)
                pairs.AddRange(((string[])["SCCP", "SIP", "MGCP"]).Select(g => new ConversionPair(model, from, g)));
        }

        Pairs = pairs;
        Library = new LibraryShelf([.. Files(loads), PracticeFirmware.Transition(PracticeSizes.Small)]);
    }

    internal static IReadOnlyList<ConversionPair> Pairs { get; }

    /// <summary>The practice sets of every load of the page, none of them large.</summary>
    internal static LibraryShelf Library { get; }

    /// <summary>What the pairs start from.</summary>
    internal static IEnumerable<(string Model, string From)> Starts => Pairs.Select(p => (p.Model, p.From)).Distinct();

    /// <summary>The practice sets of loads.</summary>
    internal static IEnumerable<PracticeFile> Files(IEnumerable<string> loads)
    {
        foreach (string load in loads)
        {
            if (!PracticeFirmware.TryPackageOf(load, out IReadOnlyList<PracticeFile>? files, PracticeSizes.Small))
                continue;
            foreach (PracticeFile file in files) yield return file;
        }
    }

    /// <summary>The models of a section run the same firmware; each row is another one's.</summary>
    private static void Add(List<ConversionPair> pairs, string[] models, string[] goals, string row)
    {
        PhoneModel[] known = [.. models.Select(m => PhoneCatalogue.BuiltIn.Find(m)).OfType<PhoneModel>()];
        if (known.Length == 0 || !Handset.CanSimulate(known[0], PhoneCatalogue.BuiltIn)) return;
        if (LoadName().Match(row) is not { Success: true } from) return;
        PhoneModel model = known[pairs.Count / goals.Length % known.Length];
        pairs.AddRange(goals.Select(g => new ConversionPair(model.Model, from.Value, g)));
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Ringback.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests are not run in the repository.");
    }

    [GeneratedRegex(@"P0[0SM]3[\w-]{4,}|(SCCP|SIP)\d\d\.[\w-]+|CP79\d\d\w+|ATA\d{6}\w+")]
    private static partial Regex LoadName();
}
