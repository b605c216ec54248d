using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;

namespace Ringback.Phones.Conversion.Routes;

/// <summary>
/// Which version can a phone go to from here, and through which steps? Pure, and for every model of the catalogue:
/// what it cannot plan it refuses with the reason.
/// </summary>
/// <remarks>
/// sources.md 7940-7960 §3, other-phones §1.4, §2.7, §2.9, §2.12. The planner above takes its routes and
/// decides where on them a phone stands.
/// </remarks>
public static class RoutePlanner
{
    private const string Guide = RouteWords.GuideOthers;

    private static readonly PhoneProtocol[] OfUniversal = [PhoneProtocol.Sccp, PhoneProtocol.Sip, PhoneProtocol.Mgcp];
    private static readonly PhoneProtocol[] OfProfile =
        [PhoneProtocol.Sccp, PhoneProtocol.Sip, PhoneProtocol.Mgcp, PhoneProtocol.H323];

    private static readonly PhoneProtocol[] OfOthers = [PhoneProtocol.Sccp, PhoneProtocol.Sip];

    /// <summary>Plans.</summary>
    public static RouteOutcome Plan(RouteQuestion question)
    {
        PhoneModel model = question.Model;
        bool isUniversal = model.FirmwareFamily == FirmwareFile.Family7940And7960;
        bool isProfile = ProfileRoutes.Knows(model);
        bool isJava = JavaRoutes.Is(model);
        LoadShape? shape = LoadShapes.Find(model.FirmwareFamily);
        if (!isUniversal && !isProfile && !isJava && shape is null) return NoFirmware(question);
        PhoneProtocol[] spoken = isUniversal ? OfUniversal : isProfile ? OfProfile : OfOthers;
        if (question.From.Protocol is { } from && !spoken.Contains(from)) return NotSpoken(question, from);
        if (!RouteTarget.TryChoose(question, out RouteTarget? target)) return NoLoad(question);
        if (!isUniversal && target.Load.Protocol is null) return NoProtocol(target.Load);
        return isUniversal ? UniversalRoutes.Plan(question, target)
            : isProfile ? ProfileRoutes.Plan(question, target)
            : isJava ? JavaRoutes.Plan(question, target)
            : ListedRoutes.Plan(question, target, shape!);
    }

    private static RouteRefusal NoFirmware(RouteQuestion question)
    {
        string reason = question.Model.FirmwareFamily is null
            ? $"No firmware of the {question.Model.Model} is described in any source that this version rests on, so "
                + "there is no load to lead it to."
            : $"Firmware of the {question.Model.Model} is known by name, and no source describes how it is sent to a "
                + "load by itself.";
        return new RouteRefusal("no-firmware-described", reason, [question.Model.Source],
            question.Catalogue.HelpFor(question.Model).Sentence);
    }

    private static RouteRefusal NotSpoken(RouteQuestion question, PhoneProtocol from) => new(
        "protocol-not-of-family",
        $"No load of the {question.Model.Model} is known that speaks {PhoneProtocolWords.Of(from)}.",
        [question.Model.Source, Guide + "§2.12"], "Look again at what it runs, or leave --from out.");

    private static RouteRefusal NoLoad(RouteQuestion question)
    {
        string protocol = PhoneProtocolWords.Of(question.To.Protocol!.Value);
        return new RouteRefusal("no-load-known",
            $"No {protocol} load of the {question.Model.Model} is at hand, and none is known by name.",
            [Guide + "§1.1", Guide + "§2.2", Guide + "§2.12"],
            $"If you have one, add its files (ringback library add) or name it. "
                + question.Catalogue.HelpFor(question.Model).Sentence);
    }

    private static RouteRefusal NoProtocol(Load load) => new(
        "protocol-not-in-name",
        $"The name {load} does not say which protocol it speaks, so nothing would prove that the phone came up on it.",
        [Guide + "§2.2"], "Name a load whose name begins with SCCP or SIP, or a protocol.");
}
