using Ringback.Catalogue.Problems;
using Ringback.Phones.Cases;

namespace Ringback.Phones.Findings;

/// <summary>
/// What is wrong with a phone: a pure function of its case, so that it ends when the case shows that it does.
/// </summary>
public static class PhoneFindings
{
    private static readonly FindingRule[] Rules =
    [
        .. NameRules.All, .. MissingRules.All, .. LoadRules.All, .. TransferRules.All, .. CadenceRules.All,
        .. ServiceRules.All,
    ];

    /// <summary>All that is wrong at that time, what to mend first first; empty for a healthy phone.</summary>
    /// <param name="phone">The case.</param>
    /// <param name="now">The time: what a phone has not done is known only together with it.</param>
    /// <param name="showsFiles">
    /// False of a source that tells nothing of files: there a phone that asks for none is not silent.
    /// </param>
    public static IReadOnlyList<Problem> Of(PhoneCase phone, DateTimeOffset now, bool showsFiles = true) =>
        Of(phone, now, Rules, showsFiles);

    /// <summary>What was not wrong before an event.</summary>
    public static IEnumerable<Problem> New(PhoneCase before, PhoneCase after, DateTimeOffset now)
    {
        bool isSame = ReferenceEquals(before.Addressing, after.Addressing) && ReferenceEquals(before.Takes, after.Takes)
            && before.Boots == after.Boots;
        if (isSame) return [];
        IReadOnlyList<Problem> found = Of(after, now);
        // Nearly every phone is well, and what it was before need not be asked then.
        if (found.Count == 0) return [];
        FindingRule[] ofThese = Array.FindAll(Rules, r => found.Any(f => f.Code == r.Code));
        IReadOnlyList<Problem> known = Of(before, before.LastSeen, ofThese, showsFiles: true);
        return found.Where(f => known.All(k => k.Code != f.Code));
    }

    private static IReadOnlyList<Problem> Of(
        PhoneCase phone, DateTimeOffset now, FindingRule[] rules, bool showsFiles)
    {
        List<Problem> found =
        [
            .. AddressFindings.Of(phone, now).Where(f => showsFiles || f.Code != ProblemCode.NoTftpRequestAfterLease),
        ];
        // Without a boot and without a call server there is nothing that a rule looks at.
        if (phone.Boots.Length > 0 || phone.Network is not null)
        {
            ExaminedCase seen = new(phone);
            foreach (FindingRule rule in rules)
            {
                if (rule.Find(seen) is { } problem) found.Add(problem);
            }

            found.AddRange(ServiceRules.Said(seen));
        }

        found.AddRange(TakeFindings.Of(phone));
        return found.Count == 0 ? [] : FindingOrder.Of(found);
    }
}
