using Ringback.Catalogue.Loads;
using Ringback.Phones.Lines;

namespace Ringback.Phones.Answers;

/// <summary>
/// The trust list, which nobody on a bench has: its absence is normal, and is said at once. A small file by that name
/// costs a phone seconds and leaves it with an authentication error, so none is made; the universal loader of 7.0 to
/// 7.2 alone is reported to ask for ever, and to go on when it gets one.
/// </summary>
/// <remarks>sources.md 7940-7960 §2.3 and §4.2, 7940-7960-code §6. The assumption is off unless switched on.</remarks>
internal static class TrustListAnswers
{
    private const string Assumption = "ctlsep-loop-ends-with-a-dummy";

    /// <summary>A phone whose answers get lost asks four times in a row (after 0, 1, 5 and 9 s).</summary>
    private const int Loop = 5;

    internal static FileAnswer Answer(AnswerScene scene)
    {
        if (scene.OnDisk is not null || scene.Question.Phone.TrustListAsks < Loop
            || !scene.Catalogue.Assumes(Assumption)
            || PhoneFacts.Of(scene.Question.Phone, scene.Asked, scene.Catalogue).Load is not
            {
                Generation: LoadGeneration.Universal, Version: { Major: 7, Minor: <= 2 },
            })
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
