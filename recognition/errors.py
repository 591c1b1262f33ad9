"""What can go wrong while looking at pictures.

RecognitionError
├── ImageError             bytes that are not a usable picture
│   ├── NotAnImageError        no known picture format, or damaged, or truncated
│   └── ImageSizeError         more pixels or bytes than are accepted, or too few to hold a face
├── TemplateMismatchError  templates of different models were about to be compared
├── GalleryError           a gallery holds no such candidate, or its parts do not fit together
└── DatasetError           a set of photos to evaluate on cannot be used
"""

from __future__ import annotations


class RecognitionError(Exception):
    """Base of every error of this package."""


class ImageError(RecognitionError):
    """Bytes that are not a usable picture."""


class NotAnImageError(ImageError):
    """No known picture format, or damaged, or truncated."""


class ImageSizeError(ImageError):
    """More pixels or bytes than are accepted, or too few to hold a face."""


class TemplateMismatchError(RecognitionError):
    """Templates of different models were about to be compared."""


class GalleryError(RecognitionError):
    """A gallery holds no such candidate, or its parts do not fit together."""


class DatasetError(RecognitionError):
    """A set of photos to evaluate on cannot be used; the message names file and line."""
