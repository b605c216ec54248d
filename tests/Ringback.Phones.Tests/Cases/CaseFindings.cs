using Ringback.Catalogue.Problems;
using Ringback.Phones.Cases;
using Ringback.Phones.Findings;

namespace Ringback.Phones.Tests.Cases;

/// <summary>What is wrong with a phone at the time of its last sign of life.</summary>
internal static class CaseFindings
{
    internal static IReadOnlyList<Problem> Findings(this PhoneCase phone) =>
        PhoneFindings.Of(phone, phone.LastSeen);
}
