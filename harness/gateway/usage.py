"""Tokens of one response, in one meaning for all vendors."""

from pydantic import Field

from sandboxes.spec import Frozen


class Usage(Frozen):
    """What a response was counted as by who served it. Every token is in exactly one of `input`, `cache_read`,
    `cache_write` and `output`."""

    input: int = Field(default=0, ge=0)
    """Read anew: neither from a cache nor into one."""
    cache_read: int = Field(default=0, ge=0)
    cache_write: int = Field(default=0, ge=0)
    cache_write_long: int = Field(default=0, ge=0)
    """The part of `cache_write` that is to stay there longer than the vendor's shortest time, which costs more."""
    output: int = Field(default=0, ge=0)
    """Written, with what was only thought."""
    reasoning: int = Field(default=0, ge=0)
    """The part of `output` that was thought, as far as it is told."""
    partial: bool = False
    """Whether the response was cut before its last count: what stands here is a lower bound."""

    @property
    def total(self) -> int:
        """All tokens."""
        return self.input + self.cache_read + self.cache_write + self.output

    def __add__(self, other: "Usage") -> "Usage":
        """Both together; a lower bound where one is."""
        return Usage(
            input=self.input + other.input,
            cache_read=self.cache_read + other.cache_read,
            cache_write=self.cache_write + other.cache_write,
            cache_write_long=self.cache_write_long + other.cache_write_long,
            output=self.output + other.output,
            reasoning=self.reasoning + other.reasoning,
            partial=self.partial or other.partial,
        )
