using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Loads;

namespace Ringback.Phones.Conversion;

/// <summary>Reads evidence: which events say that a step, or the whole conversion, is done. Pure.</summary>
public static class ConversionWatch
{
    /// <summary>The conclusions from <paramref name="e"/>, which <paramref name="phone"/> already contains.</summary>
    public static IEnumerable<PhoneEvent> Conclude(PhoneCase phone, PhoneEvent e)
    {
        if (phone.Conversion is not { Status: ConversionStatus.Running, Target: { } target } conversion) yield break;

        int last = conversion.Steps.Count - 1;
        if (conversion.Step < last && phone.BootCode == BootCode.Universal && e is FileAsked asked)
        {
            yield return new StepProved
            {
                At = e.At, Address = e.Address, Mac = e.Mac, Step = conversion.Step,
                By = $"it asks for {asked.Name}, which only the universal loader does",
            };
        }

        if (e is not (PhoneRegistered or AlarmReceived) || phone.Stage != BootStage.Registered) yield break;
        if (!LoadName.TryParse(target, null, out LoadName? wanted) || phone.Protocol != wanted.Protocol) yield break;
        if (!LoadStatement.Means(phone.Load, wanted)) yield break;

        yield return new ConversionProved
        {
            At = e.At,
            Address = e.Address,
            Mac = e.Mac,
            Target = target,
            Via = Proof(wanted.Protocol!.Value),
            Protocol = wanted.Protocol.Value,
            Load = phone.LoadEvidence == LoadEvidence.Stated ? phone.Load : null,
        };
    }

    private static ProofKind Proof(PhoneProtocol protocol) => protocol switch
    {
        PhoneProtocol.Sccp => ProofKind.SccpRegister,
        PhoneProtocol.Sip => ProofKind.SipRegister,
        _ => ProofKind.MgcpRestart,
    };
}
