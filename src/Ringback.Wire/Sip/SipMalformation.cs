namespace Ringback.Wire.Sip;

/// <summary>Why a datagram is not a SIP message that we read.</summary>
public enum SipMalformation
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>Nothing but line ends: a keep-alive.</summary>
    Empty,

    /// <summary>More bytes than <see cref="SipMessage.MaxLength"/>.</summary>
    TooLong,

    /// <summary>There is no empty line after the headers.</summary>
    HeadersNotEnded,

    /// <summary>A control character in the start line or a header; half a line end is one too.</summary>
    NotText,

    /// <summary>The first line is neither <c>METHOD uri SIP/2.0</c> nor <c>SIP/2.0 code reason</c>.</summary>
    StartLineMalformed,

    /// <summary>A header without a colon or without a name.</summary>
    HeaderMalformed,

    /// <summary>A header longer than <see cref="SipMessage.MaxHeaderLength"/>, folded lines put together.</summary>
    HeaderTooLong,

    /// <summary>More headers than <see cref="SipMessage.MaxHeaders"/>.</summary>
    TooManyHeaders,

    /// <summary>A header is missing that no request may lack: Via, From, To, Call-ID or CSeq.</summary>
    HeaderMissing,

    /// <summary>The Content-Length is not a number.</summary>
    ContentLengthMalformed,

    /// <summary>The body is shorter than its Content-Length.</summary>
    BodyCut,
}
