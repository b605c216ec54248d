using Ringback.Catalogue.Loads;
using Ringback.Phones.Conversion.Routes;
using Ringback.Phones.Lines;

namespace Ringback.Phones.Tests.Lines.MadeUp;

/// <summary>A line of firmware that exists in a test only: one image, which an XML file names.</summary>
internal sealed class MadeUpLine : IFirmwareLine
{
    public string Name => "made-up";

    public bool IsLed => true;

    public IReadOnlyList<PhoneProtocol> Protocols { get; } = [PhoneProtocol.Sccp];

    public IReadOnlyList<string> FilesOf(Load load) => [load + ".bin"];

    public RoutePoint Start(PhoneFacts facts, RouteTarget target) => new(facts.Protocol, null);

    public RouteOutcome Plan(RouteQuestion question, RouteTarget target) => new Route
    {
        Model = question.Model,
        From = question.From,
        Target = target.Load,
        Steps =
        [
            new RouteStep
            {
                Title = $"Take {target.Load}",
                Load = target.Load.Text,
                Protocol = target.Load.Protocol,
                Files =
                [
                    new RouteShelf(question.Packages, question.Catalogue).Take(target.Load + ".bin", "the image"),
                    RouteShelf.Write("XMLDefault.cnf.xml", "names the load", target.Load.Text),
                ],
                Evidence = ["it registers"],
                Why = "The XML file names the load.",
                Sources = ["made up for a test"],
            },
        ],
    };
}
