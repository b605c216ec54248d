using System.Buffers.Binary;
using System.Net;
using Ringback.Wire.Calls;

namespace Ringback.Wire.Sccp;

/// <summary>
/// Calls between phones of one registrar: dialled, rung, answered, the voice directly from phone to phone, hung up. Or
/// of one phone with the echo. One call for each phone at a time, and nothing else that an exchange could do.
/// </summary>
internal sealed class SccpCalls(
    SccpRegistrarOptions options, LineNumbers numbers, IReadOnlyDictionary<string, SccpPhone> devices,
    SccpOutput output)
{
    private const uint NewCallKey = 2;
    private const uint BackSpaceKey = 8;
    private const uint EndCallKey = 9;
    private const uint AnswerKey = 11;
    private const uint LineStimulus = 9;
    private const int MostDigits = 23;

    private readonly List<SccpCall> _calls = [];
    private uint _lastReference;

    internal int Count => _calls.Count;

    internal void OffHook(SccpPhone phone, Moment now)
    {
        phone.IsOffHook = true;
        if (phone.IsWatched) output.Tell(phone, new SccpHookMoved(true));
        if (phone.Call is null) Begin(phone, now);
        else if (phone.Call is { Stage: SccpCallStage.Ringing } call && call.Callee == phone) Answer(call, now);
    }

    internal void OnHook(SccpPhone phone, Moment now)
    {
        phone.IsOffHook = false;
        if (phone.IsWatched) output.Tell(phone, new SccpHookMoved(false));
        if (phone.Call is { } call && !(call.Stage is SccpCallStage.Ringing && call.Callee == phone)) End(call, now);
    }

    internal void Key(SccpPhone phone, char key, Moment now)
    {
        if (key == '\0') return;
        if (phone.IsWatched) output.Tell(phone, new SccpKeyPressed(key));
        // Some phones send the first digit instead of telling that they are off-hook.
        if (phone.Call is null) Begin(phone, now);
        if (phone.Call is not { Stage: SccpCallStage.Dialling } call || call.Caller != phone) return;
        if (call.Digits.Length == 0) output.Send(phone, SccpCallMessages.StopTone(call.Reference));
        if (key == '#') Dial(call, now);
        else if (call.Digits.Length < MostDigits) Append(call, call.Digits + key, now);
    }

    internal void SoftKey(SccpPhone phone, ReadOnlySpan<byte> payload, Moment now)
    {
        if (payload.Length < 4) return;
        switch (BinaryPrimitives.ReadUInt32LittleEndian(payload))
        {
            case NewCallKey when phone.Call is null:
                BeginOnSpeaker(phone, now);
                break;
            case BackSpaceKey when phone.Call is { Stage: SccpCallStage.Dialling, Digits.Length: > 0 } call:
                call.Digits = call.Digits[..^1];
                output.Send(phone, SccpCallMessages.Prompt(Dialled(call), call.Reference));
                break;
            case EndCallKey when phone.Call is { } call:
                End(call, now);
                break;
            case AnswerKey when phone.Call is { Stage: SccpCallStage.Ringing } call && call.Callee == phone:
                output.Send(phone, SccpCallMessages.Speaker(true));
                Answer(call, now);
                break;
        }
    }

    /// <summary>The key beside the display: a line's begins a call, or answers one.</summary>
    internal void Stimulus(SccpPhone phone, ReadOnlySpan<byte> payload, Moment now)
    {
        if (payload.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(payload) != LineStimulus) return;
        if (phone.Call is null)
        {
            BeginOnSpeaker(phone, now);
        }
        else if (phone.Call is { Stage: SccpCallStage.Ringing } call && call.Callee == phone)
        {
            output.Send(phone, SccpCallMessages.Speaker(true));
            Answer(call, now);
        }
    }

    internal void DialWhole(SccpPhone phone, ReadOnlySpan<byte> payload, Moment now)
    {
        string number = SccpText.Read(payload[..Math.Min(payload.Length, 24)]);
        if (phone.Call is null) Begin(phone, now);
        if (phone.Call is not { Stage: SccpCallStage.Dialling } call || call.Caller != phone) return;
        output.Send(phone, SccpCallMessages.StopTone(call.Reference));
        call.Digits = number[..Math.Min(number.Length, MostDigits)];
        Dial(call, now);
    }

    internal void VoiceOpened(SccpPhone phone, ReadOnlySpan<byte> payload)
    {
        IPEndPoint? voice = SccpKeypad.ReadVoice(payload, out uint party);
        if (voice is null || phone.Call is not { Stage: SccpCallStage.Talking } call || party != call.PartyOf(phone))
            return;
        // A phone says where it hears; only its own address is believed, or it could have others flooded.
        voice = new IPEndPoint(phone.Address.Address, voice.Port);
        if (phone == call.Caller) call.CallerVoice = voice;
        else call.CalleeVoice = voice;
        if (call.IsEcho)
        {
            output.BeginEcho(phone, voice);
            IPEndPoint echo = new(phone.Local.Address, options.EchoPort ?? 0);
            output.Send(phone, SccpCallMessages.StartMedia(call.Reference, party, call.Codec, echo));
        }
        else if (call.Other(phone) is { } other)
        {
            output.Send(other, SccpCallMessages.StartMedia(call.Reference, call.PartyOf(other), call.Codec, voice));
        }
    }

    /// <summary>Rings a phone; who answers hears himself. False when it is in a call already.</summary>
    internal bool Ring(SccpPhone phone, Moment now)
    {
        if (phone.Call is not null || options.EchoPort is null || _calls.Count >= options.MostCalls) return false;
        SccpCall call = Add(null, now);
        call.IsEcho = true;
        call.Digits = LineNumbers.Echo;
        Ring(call, phone, new SccpParty(options.LineLabel, LineNumbers.Echo), now);
        return true;
    }

    internal void HangUp(SccpPhone phone, Moment now)
    {
        if (phone.Call is { } call) End(call, now);
    }

    internal void Lost(SccpPhone phone, Moment now)
    {
        if (phone.Call is { } call) End(call, now, phone);
    }

    internal void Tick(Moment now)
    {
        for (int i = _calls.Count - 1; i >= 0; i--)
        {
            SccpCall call = _calls[i];
            TimeSpan waited = now.Running - call.Since;
            if (call.Stage is SccpCallStage.Dialling && waited > options.LongestDial)
                Fail(call, SccpCallState.OffHook, SccpTone.Reorder, "Nothing was dialled", now);
            else if (call.Stage is SccpCallStage.Failed && waited > options.LongestDial) Quiet(call);
            else if (call.Stage is SccpCallStage.Ringing && waited > options.LongestRing) End(call, now);
        }
    }

    private SccpCall Add(SccpPhone? caller, Moment now)
    {
        SccpCall call = new(++_lastReference & 0x00FF_FFFF, caller, now.Running);
        _calls.Add(call);
        if (caller is not null) caller.Call = call;
        return call;
    }

    private void BeginOnSpeaker(SccpPhone phone, Moment now)
    {
        output.Send(phone, SccpCallMessages.Speaker(true));
        Begin(phone, now);
    }

    private void Begin(SccpPhone phone, Moment now)
    {
        if (phone.Device is null) return;
        if (_calls.Count >= options.MostCalls)
        {
            output.Send(phone, SccpCallMessages.StartTone(SccpTone.Reorder, 0));
            return;
        }

        SccpCall call = Add(phone, now);
        output.Send(phone, SccpCallMessages.LineLampTo(SccpLampMode.On));
        output.Send(phone, SccpCallMessages.CallState(SccpCallState.OffHook, call.Reference));
        output.Send(phone, SccpCallMessages.SelectSoftKeys(SccpKeySet.OffHook, call.Reference));
        output.Send(phone, SccpCallMessages.Prompt($"Dial; {LineNumbers.Echo} is the echo", call.Reference));
        output.Send(phone, SccpCallMessages.StartTone(SccpTone.Dial, call.Reference));
    }

    private void Append(SccpCall call, string digits, Moment now)
    {
        bool isFirst = call.Digits.Length == 0;
        call.Digits = digits;
        call.Since = now.Running;
        if (isFirst)
        {
            output.Send(call.Caller!, SccpCallMessages.SelectSoftKeys(SccpKeySet.DigitsFollow, call.Reference));
        }

        if (digits.Length >= LineNumbers.Length) Dial(call, now);
        else output.Send(call.Caller!, SccpCallMessages.Prompt(Dialled(call), call.Reference));
    }

    private static string Dialled(SccpCall call) => "Dials " + call.Digits;

    private void Dial(SccpCall call, Moment now)
    {
        SccpPhone caller = call.Caller!;
        output.Send(caller, SccpCallMessages.DialedNumber(call.Digits, call.Reference));
        if (call.Digits == LineNumbers.Echo && options.EchoPort is not null)
        {
            call.IsEcho = true;
            output.Send(caller, SccpCallMessages.CallInfo(
                caller.Party, new SccpParty("Echo", call.Digits), true, call.Reference));
            Talk(call, now);
        }
        else if (!numbers.TryFind(call.Digits, out string? device)
            || !devices.TryGetValue(device, out SccpPhone? callee))
        {
            Fail(call, SccpCallState.InvalidNumber, SccpTone.Reorder, "Nobody has that number", now);
        }
        else if (callee.Call is not null || callee.IsOffHook)
        {
            Fail(call, SccpCallState.Busy, SccpTone.Busy, "Busy", now);
        }
        else
        {
            Ring(call, callee, caller.Party, now);
        }
    }

    private void Ring(SccpCall call, SccpPhone callee, SccpParty calling, Moment now)
    {
        call.Callee = callee;
        callee.Call = call;
        Stage(call, SccpCallStage.Ringing, now);
        if (call.Caller is { } caller)
        {
            output.Send(caller, SccpCallMessages.CallState(SccpCallState.Proceed, call.Reference));
            output.Send(caller, SccpCallMessages.CallInfo(calling, callee.Party, true, call.Reference));
            output.Send(caller, SccpCallMessages.CallState(SccpCallState.RingOut, call.Reference));
            output.Send(caller, SccpCallMessages.SelectSoftKeys(SccpKeySet.RingOut, call.Reference));
            output.Send(caller, SccpCallMessages.StartTone(SccpTone.Ringback, call.Reference));
            output.Send(caller, SccpCallMessages.Prompt($"Rings {callee.Number}", call.Reference));
        }

        output.Send(callee, SccpCallMessages.CallState(SccpCallState.RingIn, call.Reference));
        output.Send(callee, SccpCallMessages.SelectSoftKeys(SccpKeySet.RingIn, call.Reference));
        output.Send(callee, SccpCallMessages.Prompt($"From {calling.Number}", call.Reference));
        output.Send(callee, SccpCallMessages.CallInfo(calling, callee.Party, false, call.Reference));
        output.Send(callee, SccpCallMessages.LineLampTo(SccpLampMode.Blink));
        output.Send(callee, SccpCallMessages.Ring(true, call.Reference));
        Tell(call, CallStage.Ringing, TimeSpan.Zero);
    }

    private void Answer(SccpCall call, Moment now)
    {
        output.Send(call.Callee!, SccpCallMessages.Ring(false, call.Reference));
        output.Send(call.Callee!, SccpCallMessages.LineLampTo(SccpLampMode.On));
        output.Send(call.Callee!, SccpCallMessages.CallState(SccpCallState.OffHook, call.Reference));
        Talk(call, now);
    }

    private void Talk(SccpCall call, Moment now)
    {
        Stage(call, SccpCallStage.Talking, now);
        foreach (SccpPhone phone in call.Phones)
        {
            output.Send(phone, SccpCallMessages.StopTone(call.Reference));
            output.Send(phone, SccpCallMessages.CallState(SccpCallState.Connected, call.Reference));
            output.Send(phone, SccpCallMessages.SelectSoftKeys(SccpKeySet.Connected, call.Reference));
            output.Send(phone, SccpCallMessages.Prompt(call.IsEcho ? "Speak: you hear yourself" : "Connected",
                call.Reference));
            output.Send(phone,
                SccpCallMessages.OpenReceiveChannel(call.Reference, call.PartyOf(phone), call.Codec));
        }

        Tell(call, CallStage.Answered, TimeSpan.Zero);
    }

    private void Fail(SccpCall call, SccpCallState state, SccpTone tone, string text, Moment now)
    {
        Stage(call, SccpCallStage.Failed, now);
        output.Send(call.Caller!, SccpCallMessages.CallState(state, call.Reference));
        output.Send(call.Caller!, SccpCallMessages.StartTone(tone, call.Reference));
        output.Send(call.Caller!, SccpCallMessages.Prompt(text, call.Reference));
    }

    /// <summary>A handset that lies beside its phone does not sound for ever.</summary>
    private void Quiet(SccpCall call)
    {
        call.Since = TimeSpan.MaxValue;
        output.Send(call.Caller!, SccpCallMessages.StopTone(call.Reference));
    }

    private void End(SccpCall call, Moment now, SccpPhone? lost = null)
    {
        _calls.Remove(call);
        foreach (SccpPhone phone in call.Phones)
        {
            phone.Call = null;
            IPEndPoint? voice = phone == call.Caller ? call.CallerVoice : call.CalleeVoice;
            if (call.IsEcho && voice is not null) output.EndEcho(phone, voice);
            if (phone != lost) PutDown(call, phone);
        }

        if (call.Callee is null && !call.IsEcho) return;
        bool talked = call.Stage is SccpCallStage.Talking;
        Tell(call, CallStage.Ended, talked ? now.Running - call.Since : TimeSpan.Zero);
    }

    private void PutDown(SccpCall call, SccpPhone phone)
    {
        uint party = call.PartyOf(phone);
        if (call.Stage is SccpCallStage.Talking)
        {
            output.Send(phone, SccpCallMessages.CloseReceiveChannel(call.Reference, party));
            output.Send(phone, SccpCallMessages.StopMedia(call.Reference, party));
        }

        output.Send(phone, SccpCallMessages.Ring(false, call.Reference));
        output.Send(phone, SccpCallMessages.StopTone(call.Reference));
        output.Send(phone, SccpCallMessages.Speaker(false));
        output.Send(phone, SccpCallMessages.ClearPrompt(call.Reference));
        output.Send(phone, SccpCallMessages.LineLampTo(SccpLampMode.Off));
        output.Send(phone, SccpCallMessages.CallState(SccpCallState.OnHook, call.Reference));
        output.Send(phone, SccpCallMessages.SelectSoftKeys(SccpKeySet.OnHook, 0));
        output.Send(phone, SccpCallMessages.Prompt(options.IdleText(phone.Load), 0));
    }

    private static void Stage(SccpCall call, SccpCallStage stage, Moment now)
    {
        call.Stage = stage;
        call.Since = now.Running;
    }

    private void Tell(SccpCall call, CallStage stage, TimeSpan talked) => output.Tell(
        call.Caller ?? call.Callee!,
        new SccpCalled(new CallTold(call.Caller?.Device, call.Callee?.Device, call.Digits, stage, talked)));
}
