using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Conversion;
using Ringback.Phones.Conversion.Routes;

namespace Ringback.Simulation.Tests.Conversions;

/// <summary>
/// What <c>plan</c> says and what a phone is led to are one decision, with Cisco's ladder in the library and without.
/// </summary>
public sealed class SamePlanTests
{
    private static readonly string[] Newest = ["P0030801SR02", "P0S3-8-12-00", "P0M3-07-7-00"];

    private static readonly LibraryShelf NewestOnly = new(ConversionPage.Files(Newest));

    public static TheoryData<string, string> Starts { get; } = new(
        ConversionPage.Starts.Where(s => s.From.StartsWith("P0", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Starts))]
    public void The_first_firmware_that_a_phone_takes_is_the_first_of_the_plan(string model, string from)
    {
        List<string> differences = [];
        foreach (LibraryShelf shelf in (LibraryShelf[])[ConversionPage.Library, NewestOnly])
        {
            foreach (ConversionPair pair in Newest.Select(goal => new ConversionPair(model, from, goal)))
            {
                if (Planned(pair, shelf) is not { } planned) continue;
                string? taken = new LedPhone(shelf, pair, Mishaps.None).Lead().FirstTaken;
                bool isSame = taken is null ? planned.Length == 0 : planned.Contains(taken);
                if (!isSame)
                    differences.Add($"{pair}: {taken ?? "nothing"} and not {string.Join(", ", planned)}");
            }
        }

        Assert.Empty(differences);
    }

    /// <summary>
    /// The firmware of the plan's first step; none where the library lacks it, and null where there is no step.
    /// </summary>
    private static string[]? Planned(ConversionPair pair, LibraryShelf shelf)
    {
        PhoneModel phone = PhoneCatalogue.BuiltIn.Find(pair.Model)!;
        Assert.True(Goal.TryParse(pair.Goal, out Goal? goal));
        RouteQuestion question = new(phone, Point(pair.From, phone), goal, shelf.Packages, PhoneCatalogue.BuiltIn);
        if (RouteChoice.Plan(question) is not Route { Steps: [var first, ..] } route) return null;
        return route.Missing.Count > 0
            ? []
            : [.. first.Files.Where(f => !f.IsWritten).Select(f => f.Name)];
    }

    private static RoutePoint Point(string text, PhoneModel model) =>
        RoutePoint.TryParse(text, model, out RoutePoint? point, out LoadFault why)
            ? point
            : throw new ArgumentException($"'{text}' is no point of a {model.Model}'s: {why}", nameof(text));
}
