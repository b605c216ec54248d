using Ringback.Phones.Cases;

namespace Ringback.Phones.Findings;

/// <summary>
/// What is wrong with a phone: a pure function of its case, so that it ends when the case shows that it does.
/// </summary>
public static class PhoneFindings
{
    /// <summary>All that is wrong now; empty for a healthy phone.</summary>
    public static IReadOnlyList<Finding> Of(PhoneCase phone) =>
        phone.Addressing == PhoneCase.NoAddressing && phone.Takes.Count == 0
            ? []
            : [.. AddressFindings.Of(phone), .. TakeFindings.Of(phone)];

    /// <summary>What was not wrong before.</summary>
    internal static IEnumerable<Finding> New(PhoneCase before, PhoneCase after)
    {
        if (ReferenceEquals(before.Addressing, after.Addressing) && ReferenceEquals(before.Takes, after.Takes))
            return [];
        IReadOnlyList<Finding> known = Of(before);
        return Of(after).Where(f => known.All(k => k.Code != f.Code));
    }
}
