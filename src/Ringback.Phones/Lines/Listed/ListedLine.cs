using Ringback.Catalogue.Loads;
using Ringback.Phones.Conversion.Routes;

namespace Ringback.Phones.Lines.Listed;

/// <summary>
/// The phones of which only the files and the element with their number are known: 7910, 792x, 793x, 69xx to 99xx.
/// </summary>
internal sealed class ListedLine : IFirmwareLine
{
    public string Name => "listed";

    public bool IsLed => false;

    public IReadOnlyList<PhoneProtocol> Protocols { get; } = [PhoneProtocol.Sccp, PhoneProtocol.Sip];

    public IReadOnlyList<string> FilesOf(Load load) => [load + LoadShapes.Find(load.Family.Name)!.Extension];

    public RouteOutcome Plan(RouteQuestion question, RouteTarget target) =>
        ListedRoutes.Plan(question, target, LoadShapes.Find(question.Model.FirmwareFamily)!);

    public RoutePoint Start(PhoneFacts facts, RouteTarget target) => facts.OwnLoad is { } load
        ? new RoutePoint(load.Protocol ?? facts.Protocol, load)
        : new RoutePoint(facts.Protocol, null);
}
