using Ringback.Workbench.Network;

namespace Ringback.Workbench.Doctor;

/// <summary>Tells of the card that phones would be served on, and of what is around it.</summary>
internal static class CardCheck
{
    internal static IReadOnlyList<Checkup> Run(CardChoice choice)
    {
        if (choice is CardRefused refused)
        {
            return [Checkup.Error(CheckupCodes.CardRefused, refused.Because, refused.Advice,
                [.. refused.Candidates.Select(c => c.Told)])];
        }

        CardChosen chosen = (CardChosen)choice;
        return
        [
            Checkup.Ok(CheckupCodes.CardChosen, $"Phones would be served on {chosen.Because}", chosen.Card.Told),
            .. chosen.Warnings.Select(w => Checkup.Warning(w.Code, w.Message, w.Advice)),
        ];
    }
}
