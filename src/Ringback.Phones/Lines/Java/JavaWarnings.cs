using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Conversion.Routes;

namespace Ringback.Phones.Lines.Java;

/// <summary>What to know before a Java phone sets out.</summary>
internal static class JavaWarnings
{
    /// <summary>Late phones may refuse what is older (sources.md other-phones §2.2).</summary>
    private static readonly LoadVersion FirstForLatePhones = new(9, 3, 1, 1, 0);

    internal static IEnumerable<Problem> For(RouteQuestion question, RouteTarget target, RouteTarget? bridge)
    {
        if (question.From.Protocol is { } from && from != target.Load.Protocol)
        {
            yield return Problem.Of(ProblemCode.OneFileForBoth,
                "That one SEP file suits both protocols is concluded and "
                + "not tested. The parts cnu, apps and dsp of one build are the same for both.");
        }

        if (bridge is { Package: null })
        {
            yield return Problem.Of(ProblemCode.BridgeByName,
                $"{bridge.Load} is the usual bridge, and its name follows "
                + "the rule of names; any set from 8.3(3) to 8.5(2) with the older key will do, of either protocol.");
        }

        if (Hardware(question, target) is { } hardware) yield return hardware;
        yield return Problem.Of(ProblemCode.TrustListBlocksConfig, "When it asks for names that end in .sgn, it trusts "
            + "somebody else's list and ignores unsigned files: erase that list, or reset it to factory settings.");
        if (target.Package is { IsPractice: true })
        {
            yield return Problem.Of(ProblemCode.Practice, $"{target.Load} is here as a practice set only. A real phone "
                + "needs Cisco's own files.");
        }
    }

    /// <summary>
    /// <c>HARDWARE_COMP_1</c>: the boot code of a 7941 takes a list whose number has all bits of its own word, and
    /// other families by analogy (sources.md other-phones §2.2).
    /// </summary>
    private static Problem? Hardware(RouteQuestion question, RouteTarget target)
    {
        if (target.Load.Version >= FirstForLatePhones) return null;
        if (question.From.Load is { } from && from.Version < FirstForLatePhones) return null;
        int? own = target.Package?.Files.Select(f => f.File?.HardwareCompatibility).FirstOrDefault(n => n is not null);
        int? late = question.Catalogue.FamilyOf(question.Model).Firmware
            .FirstOrDefault(f => f.Family == question.Model.FirmwareFamily)?.HardwareWord?.Value;
        string ofTarget = target.Package is null ? "" : $" The manifest of {target.Load} carries {Say(own)}.";
        return Problem.Of(ProblemCode.HardwareTooNewForLoad, $"A phone made late refuses releases before 9.3(1)SR1 "
            + $"(\"Load rejected - hardware compatibility mismatch\"). The manifests of 9.4(2) for it carry "
            + $"{Say(late)} as HARDWARE_COMP_1.{ofTarget} A 7941 takes a number that has all bits of its own; that "
            + "others do so too is taken from it.");
    }

    private static string Say(int? word) => word is { } number ? FormattableString.Invariant($"{number}") : "none";
}
