"""Codemod that splits the single-module web framework bottle 0.13.2 into a package, stage by stage."""
