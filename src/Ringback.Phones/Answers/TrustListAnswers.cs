

namespace Ringback.Phones.Answers;

/// <summary>
/// The trust list, which nobody on a bench has: its absence is normal, and is said at once. The universal loader of
/// 7.0 to 7.2 is reported to ask for it for ever, and to go on when it gets anything by that name.
/// </summary>
/// <remarks>sources.md 7940-7960 §2.3 and §4.2: a file of one blank is used in the field.</remarks>
internal static class TrustListAnswers
{
    private const string Assumption = "ctlsep-loop-ends-with-a-dummy";

    /// <summary>A phone that lost our reply asks again too, but not that often and for nothing else.</summary>
    private const int Loop = 4;

    internal static FileAnswer Answer(AnswerScene scene)
    {
        if (scene.OnDisk is not null || scene.Question.Phone.TrustListAsks < Loop
            || scene.Question is { Plan: null, Pending: null } || !scene.Catalogue.Assumes(Assumption))
        {
            return Plain.Answer(scene);
        }

        return new Serve
        {
            Name = scene.Asked.Name,
            Content = new MadeContent(" "u8.ToArray()),
            Because = $"{scene.Asked.Purpose}; it asks for that again and again and for nothing else (ctlsep-loop), so "
                + "it gets a file of one blank, which is known to end this",
        };
    }
}
