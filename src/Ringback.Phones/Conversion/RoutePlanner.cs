using System.Diagnostics.CodeAnalysis;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Tables;
using Ringback.Phones.Conversion.Routes;
using Ringback.Phones.Lines;

namespace Ringback.Phones.Conversion;

/// <summary>
/// Which version can a phone go to from here, and through which steps? Pure, and for every model of the catalogue: the
/// model's line of firmware knows, and what it cannot plan is refused with the reason.
/// </summary>
/// <remarks>sources.md 7940-7960 §3, other-phones §1.4, §2.7, §2.9, §2.12.</remarks>
public static class RoutePlanner
{
    private const string Guide = RouteWords.GuideOthers;

    /// <summary>Plans.</summary>
    public static RouteOutcome Plan(RouteQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (FirmwareLines.Of(question.Model, question.Catalogue) is not { } line) return NoFirmware(question);
        if (question.From.Protocol is { } from && !line.Protocols.Contains(from)) return NotSpoken(question, from);
        if (!TryChoose(question, line, out RouteTarget? target)) return NoLoad(question);
        return target.Load is { Protocol: null, IsUniversalLoader: false }
            ? NoProtocol(target.Load)
            : line.Plan(question, target);
    }

    /// <summary>
    /// The named load; else the newest whole one at hand; else the newest at hand, whose gaps are then told; else the
    /// newest that is known by name.
    /// </summary>
    private static bool TryChoose(
        RouteQuestion question, IFirmwareLine line, [NotNullWhen(true)] out RouteTarget? target)
    {
        if (question.To.Load is { } named)
        {
            target = new RouteTarget(named, RouteTarget.PackageOf(named, question));
            return true;
        }

        IReadOnlyList<RouteTarget> fitting = line.Choices(
            [.. RouteTarget.OfFamily(question).Where(t => t.Load.Protocol == question.To.Protocol)], new PhoneFacts());
        target = fitting.FirstOrDefault(t => t.Package is { Complete: true, IsPractice: false })
            ?? (fitting.Count > 0 ? fitting[0] : Documented(question));
        return target is not null;
    }

    private static RouteTarget? Documented(RouteQuestion question)
    {
        string word = question.To.Protocol!.Value.ToString().ToLowerInvariant();
        string[]? row = EmbeddedTable.Rows(typeof(RouteTarget), "documented-loads.txt")
            .FirstOrDefault(r => r[0] == question.Model.FirmwareFamily && r[1] == word);
        return row is not null && Load.TryParse(row[2], out Load? load) ? new RouteTarget(load, null) : null;
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
