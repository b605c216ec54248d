using Ringback.Catalogue;
using Ringback.Phones.Cases;
using Ringback.Phones.Identification;

namespace Ringback.Workbench.Contract;

/// <summary>How a person resets a phone, in JSON.</summary>
/// <param name="Mac">The phone; null when none was named.</param>
/// <param name="Model">The model.</param>
/// <param name="Load">The load; null when it is not known.</param>
/// <param name="Protocol">The protocol; null when it is not known.</param>
/// <param name="Procedures">What to do, the surest way first.</param>
public sealed record ResetJson(string? Mac, string Model, string? Load, string? Protocol,
    IReadOnlyList<ResetStepsJson> Procedures)
{
    /// <summary>What is known of a phone that is to be reset.</summary>
    /// <param name="model">Its model.</param>
    /// <param name="phone">What is believed of it; null for nothing.</param>
    public static ResetQuestion Ask(PhoneModel model, PhoneCase? phone)
    {
        ArgumentNullException.ThrowIfNull(model);
        // The record has a load of its own, which is a text.
        Catalogue.Loads.Load? load = null;
        if (phone?.Load is { } running)
            _ = Catalogue.Loads.Load.TryParse(running, model.FirmwareFamily, out load, out _);
        return new ResetQuestion(model, phone?.Protocol, load, phone?.BootCode switch
        {
            BootCode.Universal => true,
            BootCode.Early => false,
            _ => null,
        });
    }

    /// <summary>The ways for a question.</summary>
    public static ResetJson Of(ResetQuestion question, IReadOnlyList<Procedure> procedures, string? mac) => new(
        mac, question.Model.Model, question.Load?.Text,
        (question.Load?.Protocol ?? question.Protocol)?.ToString().ToLowerInvariant(),
        [.. procedures.Select(ResetStepsJson.Of)]);
}

/// <summary>One way.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Title">For people.</param>
/// <param name="Steps">The steps in order.</param>
/// <param name="Shows">What the phone shows; null when nothing is known.</param>
/// <param name="Takes">How long it takes; null when nothing is known.</param>
/// <param name="Effect">What it changes; null when nothing is known.</param>
/// <param name="ResetsNetwork">True when it brings the network settings back to DHCP.</param>
/// <param name="Evidence">What it rests on.</param>
public sealed record ResetStepsJson(string Id, ProcedureKind Kind, string Title, IReadOnlyList<string> Steps,
    string? Shows, string? Takes, string? Effect, bool ResetsNetwork, string Evidence)
{
    /// <summary>One way as it is known.</summary>
    public static ResetStepsJson Of(Procedure procedure) => new(procedure.Id, procedure.Kind, procedure.Title,
        procedure.Steps, procedure.Shows, procedure.Takes, procedure.Effect, procedure.ResetsNetwork,
        procedure.Evidence.ToString());
}
