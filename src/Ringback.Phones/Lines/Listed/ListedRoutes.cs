using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Conversion.Routes;

namespace Ringback.Phones.Lines.Listed;

/// <summary>
/// Routes of the phones that take another release of their own protocol through <c>loadInformation</c>: the guide
/// knows their files and the element with their number, and no log of the exchange (sources.md other-phones §2.11,
/// §2.12).
/// </summary>
internal static class ListedRoutes
{
    private const string Guide = RouteWords.GuideOthers;

    internal static RouteOutcome Plan(RouteQuestion question, RouteTarget target, LoadShape shape)
    {
        Load goal = target.Load;
        if (question.From.Protocol is { } from && goal.Protocol is { } to && from != to)
        {
            return new RouteRefusal("protocol-change-not-described",
                $"No source describes how a {question.Model.Model} goes from {PhoneProtocolWords.Of(from)} to "
                + $"{PhoneProtocolWords.Of(to)}.", [Guide + "§2.11", Guide + "§2.12"],
                question.Catalogue.HelpFor(question.Model).Sentence);
        }

        Route route = new() { Model = question.Model, From = question.From, Target = goal, Steps = [] };
        if (goal.Equals(question.From.Load)) return route with { Warnings = [RouteWords.AlreadyThere(goal.Text)] };
        return route with
        {
            Steps = [Take(question, target, shape)],
            Warnings =
            [
                Problem.Of(ProblemCode.ByHand,
                    "This version of serve does not lead this phone by itself: put the files into a folder "
                    + "and serve it with --root."),
                Problem.Of(ProblemCode.UnverifiedExchange,
                    "The files and the element are known; no log shows the exchange, so the "
                    + "order of the requests and whether the name takes an extension are UNVERIFIED."),
                .. question.From.Protocol is null && goal.Protocol is { } p
                    ? [Problem.Of(ProblemCode.SameProtocolOnly, "This holds for a phone that speaks "
                        + $"{PhoneProtocolWords.Of(p)} "
                        + "already; no source describes a change of protocol.")]
                    : Array.Empty<Problem>(),
            ],
        };
    }

    private static RouteStep Take(RouteQuestion question, RouteTarget target, LoadShape shape)
    {
        Load goal = target.Load;
        RouteShelf shelf = new(question.Packages, question.Catalogue);
        string first = goal.Text + shape.Extension;
        RouteFile[] firmware = target.Package is { } package
            ? [.. package.Files.Select(f => shelf.Take(f.Name, f.Why))]
            : [shelf.Take(first, shape.Parts.Length == 0
                ? "the image: all of the load in one file"
                : $"lists the parts of this load: {shape.Parts}")];
        return new RouteStep
        {
            Title = $"Take {goal} ({goal.HumanVersion})",
            Load = goal.Text,
            Protocol = goal.Protocol,
            Files = [.. firmware, .. Named(question.Model, goal)],
            Asks =
            [
                .. Sequence(question), .. firmware.Select(f => f.Name),
            ],
            Evidence = [RouteWords.Registers(goal.Protocol, goal.Text)],
            WayBack = question.From.Load is { } from ? $"name {from} in the same files" : "name the old load there",
            Why = "loadInformation names the load.",
            Sources = [Guide + "§2.11", Guide + "§2.12"],
        };
    }

    private static IEnumerable<string> Sequence(RouteQuestion question) => RouteWords.Names(
        question.Catalogue.FamilyOf(question.Model).BootSequences.Select(s => s.Asks).FirstOrDefault() ?? []);

    private static IEnumerable<RouteFile> Named(PhoneModel model, Load goal)
    {
        yield return RouteShelf.Write("SEP<MAC>.cnf.xml", "names the load",
            $"<loadInformation>{goal}</loadInformation>");
        if (model.LoadInformation is { } element)
        {
            yield return RouteShelf.Write("XMLDefault.cnf.xml", "the safety net when there is no SEP file",
                $"<{element}>{goal}</{element}>");
        }
    }
}
