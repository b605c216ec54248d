using Ringback.Catalogue.Loads;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;

namespace Ringback.Phones.Conversion;

/// <summary>Reads evidence: which events say that the conversion is done. Pure.</summary>
public static class ConversionWatch
{
    /// <summary>The conclusions from <paramref name="e"/>, which <paramref name="phone"/> already contains.</summary>
    /// <param name="phone">The case.</param>
    /// <param name="e">The event.</param>
    /// <param name="known">The families; those that the program was built with where none are given.</param>
    public static IEnumerable<PhoneEvent> Conclude(PhoneCase phone, PhoneEvent e, FirmwareFamilies? known = null)
    {
        if (phone.Conversion is not 
            { Status: ConversionStatus.Running or ConversionStatus.Withdrawn, Target: { } target }) yield break;
        // That an image went out whole may be known only after the phone has come up with it, and where a phone is to
        // go only when it is there.
        if (e is not (PhoneRegistered or AlarmReceived or ConversionStarted
                or TransferEnded { LacksLastAcknowledgement: true })
            || phone.Stage != BootStage.Registered) yield break;
        if (!Load.TryParse(target, out Load? wanted, known) || wanted.Protocol is not { } protocol) yield break;
        if (phone.Protocol != protocol || !LoadStatement.Means(phone.Load, wanted)) yield break;

        yield return new ConversionProved
        {
            At = e.At,
            Address = e.Address,
            Mac = e.Mac,
            Target = target,
            Via = Proof(protocol),
            Protocol = protocol,
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
