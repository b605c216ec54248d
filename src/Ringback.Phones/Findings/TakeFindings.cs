using System.Globalization;
using Ringback.Catalogue.Problems;
using Ringback.Files.Text;
using Ringback.Phones.Cases;

namespace Ringback.Phones.Findings;

/// <summary>
/// Somebody else has the phone's own configuration, and the passwords in it. It does not end by itself: what is known
/// once stays known until the passwords are others.
/// </summary>
internal static class TakeFindings
{
    internal static IEnumerable<Problem> Of(PhoneCase phone)
    {
        if (phone.Takes is not [.., var last]) yield break;
        string times = phone.TakeCount == 1 ? "" : string.Create(CultureInfo.InvariantCulture,
            $" ({phone.TakeCount:N0} times in all)");
        yield return PhoneFault.Of(ProblemCode.ConfigTakenByAnother, ProblemSeverity.Warning, ProblemConfidence.Certain,
            $"Another machine, {last.Address} with the MAC {last.Sitter}, took its file "
            + $"{VisibleText.Show(last.Name)}{times}.",
            "Whoever has that machine knows the passwords in the file. Look what it is; when it is none of yours, "
            + "change the phone's passwords on the call server and in the file.",
            [.. phone.Takes.Select(t => PhoneFault.Seen(t.At,
                $"{t.Address} ({t.Sitter}) took {VisibleText.Show(t.Name)}"))]);
    }
}
