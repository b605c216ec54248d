using Ringback.Catalogue.Problems;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Doctor;

/// <summary>Tells of the card that phones would be served on, and of what is around it.</summary>
internal static class CardCheck
{
    internal static IReadOnlyList<Problem> Run(CardChoice choice)
    {
        if (choice is CardRefused refused)
        {
            return [Checkup.Error(ProblemCode.CardRefused, refused.Because, refused.Advice,
                [.. refused.Candidates.Select(c => c.Told)])];
        }

        CardChosen chosen = (CardChosen)choice;
        return
        [
            Checkup.Ok(ProblemCode.CardChosen, $"Phones would be served on {chosen.Because}", chosen.Card.Told),
            .. chosen.Warnings.Select(w => Checkup.Warning(w.Code, w.Message, w.Advice)),
        ];
    }
}
