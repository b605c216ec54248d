using Ringback.Catalogue;
using Ringback.Catalogue.Loads;

namespace Ringback.Phones.Identification;

/// <summary>What is known of a phone that somebody wants to reset. Unknown is null.</summary>
/// <param name="Model">Its model.</param>
/// <param name="Protocol">What it speaks.</param>
/// <param name="Load">The load that it runs.</param>
/// <param name="HasLoader">Whether it has the universal loader, of a 7940 or 7960.</param>
public sealed record ResetQuestion(
    PhoneModel Model, PhoneProtocol? Protocol = null, Load? Load = null, bool? HasLoader = null);

/// <summary>
/// How a person brings a phone's own network settings back to DHCP: what its model and load know, and nothing that they
/// surely do not.
/// </summary>
public static class ResetGuide
{
    /// <summary>What to do, the surest way first.</summary>
    public static IReadOnlyList<Procedure> For(ResetQuestion question, PhoneCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(catalogue);
        PhoneProtocol? protocol = question.Load?.Protocol ?? question.Protocol;
        LoadVersion? version = question.Load?.Version;
        bool? loader = question.Load?.Generation is { } generation
            ? generation is LoadGeneration.Universal
            : question.HasLoader;
        return
        [
            .. catalogue.FamilyOf(question.Model).Procedures
                .Where(p => p.ResetsNetwork || p.Kind is not (ProcedureKind.Restart or ProcedureKind.FlashFormat))
                .Where(p => p.Models.Count == 0 || p.Models.Contains(question.Model.Model))
                .Where(p => p.Loads?.MayInclude(protocol, version, loader) != false)
                .OrderBy(Rank),
        ];
    }

    private static int Rank(Procedure procedure) => procedure switch
    {
        { Kind: ProcedureKind.FactoryReset, ResetsNetwork: true } => 0,
        { Kind: ProcedureKind.FactoryReset } => 1,
        { Kind: ProcedureKind.Unlock } => 2,
        { ResetsNetwork: true } => 3,
        _ => 4,
    };
}
