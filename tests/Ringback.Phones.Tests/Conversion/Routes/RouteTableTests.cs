using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Conversion.Routes;

namespace Ringback.Phones.Tests.Conversion.Routes;

/// <summary>Every pair of every model: planned, or refused with a reason.</summary>
public sealed class RouteTableTests
{
    public static TheoryData<string> Models => [.. PhoneCatalogue.BuiltIn.Models.Select(m => m.Model)];

    [Theory]
    [MemberData(nameof(Models))]
    public void No_pair_is_undecided(string name)
    {
        PhoneModel model = PhoneCatalogue.BuiltIn.Find(name)!;
        foreach ((string _, string? from) in RouteSamples.Starts(model))
        {
            foreach (string to in RouteSamples.Goals(model))
            {
                RouteOutcome outcome = RouteSamples.Plan(model, from, to);
                if (outcome is RouteRefusal refusal) Check(refusal);
                else Check(Assert.IsType<Route>(outcome));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Pairs_are_decided_without_any_assumption_too(string name)
    {
        PhoneCatalogue catalogue = PhoneCatalogue.BuiltIn.Families.SelectMany(f => f.Assumptions)
            .Aggregate(PhoneCatalogue.BuiltIn, (c, a) => c.WithAssumption(a.Id, false)!);
        PhoneModel model = catalogue.Find(name)!;
        foreach ((string _, string? from) in RouteSamples.Starts(model))
        {
            foreach (string to in RouteSamples.Goals(model))
            {
                RouteOutcome outcome = RouteSamples.Plan(model, from, to, [], catalogue);
                if (outcome is RouteRefusal refusal) Check(refusal);
                else Check(Assert.IsType<Route>(outcome));
            }
        }
    }

    [Fact]
    public void A_7940_is_refused_exactly_when_signed_code_would_take_unsigned_code()
    {
        PhoneModel model = PhoneCatalogue.BuiltIn.Find("7940")!;
        foreach ((string _, string? from) in RouteSamples.Starts(model))
        {
            foreach (string to in RouteSamples.Goals(model))
            {
                bool signed = Load.TryParse7940(from, out Load? load)
                    && load.Generation > LoadGeneration.Unsigned;
                bool impossible = signed && Load.Parse(to).Generation is LoadGeneration.Unsigned;
                Assert.Equal(impossible, RouteSamples.Plan(model, from, to) is RouteRefusal);
            }
        }
    }

    private static void Check(RouteRefusal refusal)
    {
        Assert.All([refusal.Code, refusal.Reason, refusal.Help], text => Assert.NotEqual("", text));
        Assert.NotEmpty(refusal.Sources);
    }

    private static void Check(Route route)
    {
        if (route.Steps.Count == 0)
        {
            Assert.Equal(route.Target, route.From.Load);
            return;
        }

        Assert.Equal(route.Target.Text, route.Steps[^1].Load);
        foreach (RouteStep step in route.Steps.Concat(route.Alternatives.SelectMany(a => a.Steps)))
        {
            Assert.All([step.Title, step.Why], text => Assert.NotEqual("", text));
            Assert.NotEmpty(step.Evidence);
            Assert.NotEmpty(step.Sources);
            Assert.NotEmpty(step.Asks);
            Assert.False(step.OneWay && step.WayBack is not null);
            if (step.Load is not null) Assert.NotEmpty(step.Files);
            Assert.DoesNotContain(step.Asks.Concat(step.Files.Select(f => f.Name)), n => n.Contains('{'));
        }
    }
}
