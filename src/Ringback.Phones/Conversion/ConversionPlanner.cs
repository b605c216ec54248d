using Ringback.Phones.Cases;
using Ringback.Phones.Catalogue;
using Ringback.Phones.Firmware;
using Ringback.Phones.Loads;

namespace Ringback.Phones.Conversion;

/// <summary>
/// From what is known of a phone, a goal and the packages at hand to a plan or a refusal. Pure. Recipes R1 to R6 of
/// field guide 7940-7960 §3.3; the matrix of §3.4 where a target is older than the universal loader.
/// </summary>
public static class ConversionPlanner
{
    private const string Guide = "field guide 7940-7960 ";

    /// <summary>Plans.</summary>
    /// <param name="facts">What is known of the phone.</param>
    /// <param name="goal">What it is to become.</param>
    /// <param name="packages">What is at hand.</param>
    /// <param name="catalogue">What is known of phones, with the assumptions that hold.</param>
    /// <param name="practiceAllowed">True for a simulated phone only.</param>
    public static PlanOutcome Plan(PhoneFacts facts, ConversionGoal goal, IReadOnlyList<FirmwarePackage> packages,
        PhoneCatalogue catalogue, bool practiceAllowed)
    {
        if (facts.Family is not (null or "7940-7960"))
        {
            return new PlanRefusal("it is of another phone family, which this version of Ringback can "
                + "name but not convert; it gets the files that are here, unchanged", []);
        }

        PlanOutcome? choice = PackageChoice.Choose(
            goal, facts.BootCode, packages, practiceAllowed, out FirmwarePackage? package);
        if (choice is not null) return choice;
        LoadName target = package!.LoadName!;
        if (UnverifiedGeneration(facts.Load, target, catalogue) is { } doubt) return new PlanRefusal(doubt, []);
        if (target.Generation < LoadGeneration.Universal) return ToEarlyLoad(facts, goal, package);
        if (facts.BootCode != BootCode.Early)
        {
            return new ConversionPlan
            {
                Goal = goal, Target = target, Package = package, From = facts.BootCode, Steps = [LoadStep(package)],
                Warnings = Warnings(target, catalogue),
            };
        }

        if (EarlyObstacle(facts.Load, catalogue) is { } obstacle) return new PlanRefusal(obstacle, []);
        return new ConversionPlan
        {
            Goal = goal,
            Target = target,
            Package = package,
            From = BootCode.Early,
            Steps = [LoaderStep(package, facts.Load), LoadStep(package)],
            Warnings =
            [
                .. Warnings(target, catalogue),
                new PlanWarning("one-way", "Once the phone has the universal loader it accepts signed loads only: "
                    + "there is no way back to an unsigned load (5.x and later are signed)."),
            ],
        };
    }

    private static PlanStep LoaderStep(FirmwarePackage package, LoadName? from) => new(
        $"take the universal loader {package.Loader}",
        package.Loader!,
        [new PlanFile($"{package.Loader}.{(from?.Generation is LoadGeneration.Unsigned ? "bin" : "sbn")}",
            "the universal loader, which can start any protocol")],
        ["it asks for CTLSEP….tlv, which no load before the universal loader does"],
        OneWay: from is null or { Generation: LoadGeneration.Unsigned },
        [Guide + "§3.3 R3, R4", Guide + "§2.4 (first four characters)"]);

    private static PlanStep LoadStep(FirmwarePackage package) => new(
        $"take {package.Load} and start it",
        package.LoadName!,
        [.. package.Files.Select(f => new PlanFile(f.Name, f.Why))],
        [$"it registers over {package.Protocol.ToString()!.ToUpperInvariant()}"],
        OneWay: false,
        [Guide + "§3.3 R5", Guide + "§2.5 G4"]);

    private static PlanOutcome ToEarlyLoad(PhoneFacts facts, ConversionGoal goal, FirmwarePackage package)
    {
        LoadName target = package.LoadName!;
        bool signedOnly = facts.BootCode == BootCode.Universal
            || facts.Load is { Generation: >= LoadGeneration.Signed };
        if (target.Generation == LoadGeneration.Unsigned && signedOnly)
        {
            return new PlanRefusal($"{target} is unsigned, and this phone accepts signed loads only; there is no way "
                + "back (Cisco document 68244). Choose a load from 5.0 on", []);
        }

        if (facts.BootCode != BootCode.Early)
        {
            return new PlanRefusal($"{target} is older than the universal loader that this phone seems to have. This "
                + "version of Ringback does not lead phones that way; choose a load from SCCP 6.0, SIP 7.0 or MGCP 7.0 "
                + "on", []);
        }

        PlanStep step = LoadStep(package) with
        {
            OneWay = target.Generation == LoadGeneration.Signed,
            Sources = [Guide + "§3.3 R1, R2"],
        };
        return new ConversionPlan
        {
            Goal = goal, Target = target, Package = package, From = BootCode.Early, Steps = [step],
        };
    }

    /// <summary>What keeps a phone with old code from the universal loader; null when nothing does.</summary>
    private static string? EarlyObstacle(LoadName? from, PhoneCatalogue catalogue)
    {
        if (from is not { Generation: LoadGeneration.Unsigned, Protocol: PhoneProtocol.Sip or PhoneProtocol.Mgcp })
            return null;
        if (from.Version < new LoadVersion(2, 2))
        {
            return $"{from} can only fetch names of the old 8.3 form. Bring it to P0S30202 or P0S30203 first "
                + "(field guide 7940-7960 §1.2)";
        }

        return catalogue.Assumes("direct-jump-from-unsigned-sip")
            ? null
            : $"{from} would have to jump to the universal loader directly, and you switched off the assumption "
                + "direct-jump-from-unsigned-sip. Cisco's ladder is 4.4, 5.3, 6.x, 7.x: choose its next load with --to";
    }

    /// <summary>
    /// What rests on an MGCP load's generation, when the user does not want to assume it; null if nothing.
    /// </summary>
    private static string? UnverifiedGeneration(LoadName? from, LoadName target, PhoneCatalogue catalogue)
    {
        LoadName? mgcp = target.Protocol == PhoneProtocol.Mgcp ? target
            : from?.Protocol == PhoneProtocol.Mgcp ? from
            : null;
        return mgcp is null || catalogue.Assumes("mgcp-generations-follow-sip")
            ? null
            : $"how {mgcp} takes firmware is not verified, and you switched off the assumption "
                + "mgcp-generations-follow-sip";
    }

    private static List<PlanWarning> Warnings(LoadName target, PhoneCatalogue catalogue)
    {
        List<PlanWarning> warnings = [];
        if (target.Protocol == PhoneProtocol.Mgcp && catalogue.Assumes("mgcp-generations-follow-sip"))
        {
            warnings.Add(new PlanWarning("assumption", "Assumed, not verified (mgcp-generations-follow-sip): MGCP "
                + "loads became signed at 5.x and universal at 7.x, as SIP loads did."));
        }

        return warnings;
    }
}
